/** What tests of every module share; part of core's test-jar. */
@NullMarked
package io.jobferry.testing;

import org.jspecify.annotations.NullMarked;

/** Tests on real servers. */
@NullMarked
package io.jobferry.itests;

import org.jspecify.annotations.NullMarked;

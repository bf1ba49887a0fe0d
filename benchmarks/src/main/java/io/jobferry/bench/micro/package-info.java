/** What is measured with JMH. */
@NullMarked
package io.jobferry.bench.micro;

import org.jspecify.annotations.NullMarked;

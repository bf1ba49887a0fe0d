/** The scheme {@code beanstalk:}, for beanstalkd. */
@NullMarked
package io.jobferry.camel.beanstalk;

import org.jspecify.annotations.NullMarked;

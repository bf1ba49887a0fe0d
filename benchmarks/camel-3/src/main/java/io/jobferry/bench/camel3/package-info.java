/** Camel's former beanstalk component, the last of which is of Camel 3.16. */
@NullMarked
package io.jobferry.bench.camel3;

import org.jspecify.annotations.NullMarked;

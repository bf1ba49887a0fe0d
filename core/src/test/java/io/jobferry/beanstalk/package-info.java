@NullMarked
package io.jobferry.beanstalk;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.jobferry.connect.beanstalk;

import org.jspecify.annotations.NullMarked;

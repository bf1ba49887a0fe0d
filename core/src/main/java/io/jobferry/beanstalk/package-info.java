/** beanstalkd: the backend, and a client with every command under its own name. */
@NullMarked
package io.jobferry.beanstalk;

import org.jspecify.annotations.NullMarked;

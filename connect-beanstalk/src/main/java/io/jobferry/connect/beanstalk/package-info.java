/** Kafka Connect source and sink connectors for beanstalkd. */
@NullMarked
package io.jobferry.connect.beanstalk;

import org.jspecify.annotations.NullMarked;

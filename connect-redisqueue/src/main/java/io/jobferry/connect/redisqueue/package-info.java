/** Kafka Connect source and sink connectors for job queues in Redis. */
@NullMarked
package io.jobferry.connect.redisqueue;

import org.jspecify.annotations.NullMarked;

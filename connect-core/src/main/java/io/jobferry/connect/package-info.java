/** Kafka Connect source and sink on the driver core's types. They know no backend: each brings a {@link QueueBinding}. */
@NullMarked
package io.jobferry.connect;

import org.jspecify.annotations.NullMarked;

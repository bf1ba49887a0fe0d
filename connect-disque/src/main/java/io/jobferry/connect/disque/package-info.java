/** Kafka Connect source and sink connectors for Disque. */
@NullMarked
package io.jobferry.connect.disque;

import org.jspecify.annotations.NullMarked;

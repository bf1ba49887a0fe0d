/** A real Kafka broker and real Connect workers on loopback, each a process of its own. For the demo and the tests. */
@NullMarked
package io.jobferry.kafka;

import org.jspecify.annotations.NullMarked;

/**
 * Queues in this JVM: {@link io.jobferry.memory.MemoryBackend}, the reference model of what every backend promises, and
 * {@link io.jobferry.memory.JobStore}, the engine below it, which the embedded servers of the test kit also run on.
 */
@NullMarked
package io.jobferry.memory;

import org.jspecify.annotations.NullMarked;

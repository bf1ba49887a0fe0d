/**
 * Queues that other libraries fill and work on: what they write is sent by hand, command by command, and taken through
 * Jobferry, and the other way round. What {@code docs/legacy-producers.md} says works is tested here.
 */
@NullMarked
package io.jobferry.itests.legacy;

import org.jspecify.annotations.NullMarked;

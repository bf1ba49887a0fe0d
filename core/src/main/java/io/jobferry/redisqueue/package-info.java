/**
 * Redis lists as job queues: the start of the backend. What stands works on a plain list that other programs push to
 * and pop from; core-queue's envelopes are not there yet.
 */
@NullMarked
package io.jobferry.redisqueue;

import org.jspecify.annotations.NullMarked;

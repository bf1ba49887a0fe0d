/** Redis lists as job queues: core-queue's keys and envelopes, or plain lists of bare bodies. */
@NullMarked
package io.jobferry.redisqueue;

import org.jspecify.annotations.NullMarked;

/** The scheme {@code redisqueue:}, for Redis. */
@NullMarked
package io.jobferry.camel.redisqueue;

import org.jspecify.annotations.NullMarked;

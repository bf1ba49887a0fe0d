@NullMarked
package io.jobferry.redisqueue;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.jobferry.connect.redisqueue;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.jobferry.jedis;

import org.jspecify.annotations.NullMarked;

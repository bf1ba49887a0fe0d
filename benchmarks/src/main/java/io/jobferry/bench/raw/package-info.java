/** Minimal programs that speak to a server as fast as it takes it: the ceiling. */
@NullMarked
package io.jobferry.bench.raw;

import org.jspecify.annotations.NullMarked;

/** Jobferry's driver and consumer as their users use them. */
@NullMarked
package io.jobferry.bench.ours;

import org.jspecify.annotations.NullMarked;

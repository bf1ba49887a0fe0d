/** Measures Jobferry beside raw socket programs and other clients, in one run, on one machine: see docs/benchmarks.md. */
@NullMarked
package io.jobferry.bench;

import org.jspecify.annotations.NullMarked;

/** The plainest connectors there can be: what is left when a queue, or all care, is taken away. */
@NullMarked
package io.jobferry.bench.connect;

import org.jspecify.annotations.NullMarked;

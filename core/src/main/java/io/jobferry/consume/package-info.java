/** The consumer engine: reserves, hands jobs to a handler, settles, extends leases, reconnects. */
@NullMarked
package io.jobferry.consume;

import org.jspecify.annotations.NullMarked;

/** What people would use otherwise. */
@NullMarked
package io.jobferry.bench.peers;

import org.jspecify.annotations.NullMarked;

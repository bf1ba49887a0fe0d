/** Tests of the Connect plugins in real workers, on a real broker and real queue servers. */
@NullMarked
package io.jobferry.itests.connect;

import org.jspecify.annotations.NullMarked;

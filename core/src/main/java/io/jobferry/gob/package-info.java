/** Go's encoding/gob, as far as queues meet it: one value of a declared type, out of or into the bytes of a job. */
@NullMarked
package io.jobferry.gob;

import org.jspecify.annotations.NullMarked;

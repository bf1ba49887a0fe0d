/**
 * What every job queue has in common: jobs, reservations, outcomes, and the verbs on them. Start at {@link
 * io.jobferry.Queues#open(String)}.
 */
@NullMarked
package io.jobferry;

import org.jspecify.annotations.NullMarked;

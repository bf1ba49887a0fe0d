/**
 * Jobs by kind, on any backend: {@link io.jobferry.handlers.JobRouter} leads each to the handlers of its key, {@link
 * io.jobferry.handlers.NamedQueues} makes routers from a configuration, {@link io.jobferry.handlers.MessageQueues} speaks in
 * actions and arguments, {@link io.jobferry.handlers.Funnel} hands out the jobs of several queues in one place.
 */
@NullMarked
package io.jobferry.handlers;

import org.jspecify.annotations.NullMarked;

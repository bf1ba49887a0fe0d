/**
 * What the Camel components have in common: consumer, polling consumer, producer, completion and configuration, on any
 * {@link io.jobferry.Backend}. A scheme adds its component, endpoint, configuration and header names.
 */
@NullMarked
package io.jobferry.camel;

import org.jspecify.annotations.NullMarked;

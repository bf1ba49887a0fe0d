/** Disque: the start of the backend: one node, its main verbs; no fail-over between nodes yet. */
@NullMarked
package io.jobferry.disque;

import org.jspecify.annotations.NullMarked;

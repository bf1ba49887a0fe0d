/** Disque: the backend on a cluster of nodes, and a client of one. */
@NullMarked
package io.jobferry.disque;

import org.jspecify.annotations.NullMarked;

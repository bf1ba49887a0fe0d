/** The scheme {@code disque:}. */
@NullMarked
package io.jobferry.camel.disque;

import org.jspecify.annotations.NullMarked;

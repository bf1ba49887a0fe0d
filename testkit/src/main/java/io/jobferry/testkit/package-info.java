/**
 * For tests of what uses Jobferry, and of what extends it: embedded queue servers that need nothing installed, and the
 * contract that every backend keeps.
 */
@NullMarked
package io.jobferry.testkit;

import org.jspecify.annotations.NullMarked;

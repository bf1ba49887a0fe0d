/** Jobs on their way while everything that carries them is killed by a script, and an account of what became of each. */
@NullMarked
package io.jobferry.itests.crash;

import org.jspecify.annotations.NullMarked;

/** What happens, told to those who count and trace. */
@NullMarked
package io.jobferry.event;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.jobferry;

import org.jspecify.annotations.NullMarked;

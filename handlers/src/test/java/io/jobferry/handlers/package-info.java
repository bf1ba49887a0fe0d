@NullMarked
package io.jobferry.handlers;

import org.jspecify.annotations.NullMarked;

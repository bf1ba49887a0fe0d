@NullMarked
package io.jobferry.disque;

import org.jspecify.annotations.NullMarked;

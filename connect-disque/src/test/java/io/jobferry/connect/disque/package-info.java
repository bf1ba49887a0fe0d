@NullMarked
package io.jobferry.connect.disque;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.jobferry.gob;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.jobferry.net;

import org.jspecify.annotations.NullMarked;

/** The demo: jobs go through two Camel routes while one of their processes is killed, and every job is accounted for. */
@NullMarked
package io.jobferry.demo;

import org.jspecify.annotations.NullMarked;

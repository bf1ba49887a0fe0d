/**
 * Routes and templates of the component that a URI names. They run as they are on Camel 4 with our component and on Camel
 * 3.16 with the former one: they call nothing that changed in between.
 */
@NullMarked
package io.jobferry.bench.camel;

import org.jspecify.annotations.NullMarked;

package io.jobferry.itests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that runs on a real server, and is left out by name where there is none. Constructors and test methods
 * with a parameter of type {@link TestServer} are given one, which is the class's own and starts empty.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsServerExtension.class)
public @interface NeedsServer {
    ServerKind value();
}

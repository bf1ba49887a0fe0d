package io.jobferry.itests.connect;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test class that starts its own workers on the {@link LocalKafka} that all classes share, which its constructor can be
 * given. One at a time, for the processes are large.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LocalKafkaExtension.class)
@ResourceLock("own workers")
@Timeout(180)
@interface OwnWorkers {}

package io.jobferry.itests.connect;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test class on the workers of the {@link LocalKafka} that all classes share, which its constructor can be given. One
 * at a time: it ends with all connectors of those workers deleted.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LocalKafkaExtension.class)
@ResourceLock("shared workers")
@Timeout(180)
@interface SharedWorker {}

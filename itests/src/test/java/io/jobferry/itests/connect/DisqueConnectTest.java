package io.jobferry.itests.connect;

import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test class that runs on the {@link LocalKafka} that all such classes share, which its constructor can be given, and
 * on a disque-server of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@NeedsServer(ServerKind.DISQUE)
@ExtendWith(LocalKafkaExtension.class)
@ResourceLock(LocalKafka.ONE_CLASS_AT_A_TIME)
@Timeout(180)
@interface DisqueConnectTest {}

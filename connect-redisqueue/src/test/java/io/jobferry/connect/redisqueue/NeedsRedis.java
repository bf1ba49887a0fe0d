package io.jobferry.connect.redisqueue;

import io.jobferry.kafka.LocalRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test class that runs on a redis-server, and is left out by name where there is none. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsRedis.OrLeftOut.class)
@interface NeedsRedis {
    /** Notes for {@code ./verify} what is left out. */
    final class OrLeftOut implements ExecutionCondition {
        /** One line a class: the server's name, a tab, the class's, a tab, what to do. */
        private static final Path LEFT_OUT = Path.of("target", "left-out-tests");

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (LocalRedis.PROGRAM.find().isPresent()) {
                return ConditionEvaluationResult.enabled("there is one");
            }
            if (context.getTestMethod().isEmpty()) {
                note(LocalRedis.PROGRAM.name() + "\t"
                        + context.getRequiredTestClass().getName() + "\t" + LocalRedis.advice() + "\n");
            }
            return ConditionEvaluationResult.disabled(LocalRedis.advice());
        }

        private static void note(String line) {
            try {
                Files.writeString(LEFT_OUT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

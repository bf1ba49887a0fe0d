package io.jobferry.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Leaves out the tests of an absent server, notes that for {@code ./verify}, and starts those that are present. */
final class NeedsServerExtension implements ExecutionCondition, ParameterResolver {
    /** One line a class that was left out: the server's name, a tab, the class's, a tab, what to do. */
    private static final Path LEFT_OUT = Path.of("target", "left-out-tests");

    private static final Namespace NAMESPACE = Namespace.create(NeedsServerExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        ServerKind kind = kind(context);
        if (Servers.has(kind)) {
            return ConditionEvaluationResult.enabled(kind.binary() + " is there");
        }
        if (context.getTestMethod().isEmpty()) {
            note(kind.binary() + "\t" + context.getRequiredTestClass().getName() + "\t" + kind.advice() + "\n");
        }
        return ConditionEvaluationResult.disabled("no " + kind.binary() + ": " + kind.advice());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestServer.class;
    }

    @Override
    public TestServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return ofClass(context)
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(TestServer.class, type -> Servers.start(kind(context)), TestServer.class);
    }

    /** The annotated class's context: its store closes what is in it after the last test. */
    private static ExtensionContext ofClass(ExtensionContext context) {
        ExtensionContext found = context;
        while (found.getParent().flatMap(ExtensionContext::getTestClass).isPresent()) {
            found = found.getParent().orElseThrow();
        }
        return found;
    }

    private static ServerKind kind(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(ofClass(context).getRequiredTestClass(), NeedsServer.class)
                .orElseThrow()
                .value();
    }

    private static void note(String line) {
        try {
            Files.writeString(LEFT_OUT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

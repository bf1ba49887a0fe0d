package io.jobferry.itests;

import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Classes with a lock begin before those that go with any others: the former are the long ones, and at the end nobody would
 * be left to go with them.
 */
final class LockedFirst implements ClassOrderer {
    private static final Comparator<ClassDescriptor> ORDER =
            Comparator.comparing(one -> !one.isAnnotated(ResourceLock.class));

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors().sort(ORDER);
    }
}

package io.jobferry.handlers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom in the handlers. */
@AnalyzeClasses(packages = "io.jobferry.handlers", importOptions = DoNotIncludeTests.class)
final class HandlersArchitectureTest {
    @ArchTest
    static final ArchRule handlers_see_no_backend = classes()
            .should()
            .onlyDependOnClassesThat(JavaClass.Predicates.resideOutsideOfPackage("io.jobferry..")
                    .or(JavaClass.Predicates.resideInAnyPackage(
                            "io.jobferry",
                            "io.jobferry.consume..",
                            "io.jobferry.event..",
                            "io.jobferry.gob..",
                            "io.jobferry.handlers..")));

    @ArchTest
    static final ArchRule handlers_know_neither_camel_nor_kafka =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.apache..");
}

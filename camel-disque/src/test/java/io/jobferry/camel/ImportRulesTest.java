package io.jobferry.camel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may see whom in this module. */
@AnalyzeClasses(packages = "io.jobferry.camel", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportRulesTest {
    @ArchTest
    static final ArchRule camel_never_sees_connections =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.jobferry.net..");

    @ArchTest
    static final ArchRule what_all_schemes_share_sees_no_backend = noClasses()
            .that()
            .resideInAPackage("io.jobferry.camel")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.jobferry.beanstalk..",
                    "io.jobferry.disque..",
                    "io.jobferry.redisqueue..",
                    "io.jobferry.memory..",
                    "io.jobferry.camel.(*)..");

    @ArchTest
    static final ArchRule beanstalk_sees_no_other_scheme = seesNoOther("beanstalk", "disque", "redisqueue");

    @ArchTest
    static final ArchRule disque_sees_no_other_scheme = seesNoOther("disque", "beanstalk", "redisqueue");

    @ArchTest
    static final ArchRule redisqueue_sees_no_other_scheme = seesNoOther("redisqueue", "beanstalk", "disque");

    private static ArchRule seesNoOther(String scheme, String other, String third) {
        return noClasses()
                .that()
                .resideInAPackage("io.jobferry.camel." + scheme + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.jobferry." + other + "..",
                        "io.jobferry.camel." + other + "..",
                        "io.jobferry." + third + "..",
                        "io.jobferry.camel." + third + "..",
                        "io.jobferry.memory..");
    }
}

package io.jobferry.connect;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may see whom in this module. */
@AnalyzeClasses(packages = "io.jobferry.connect", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportRulesTest {
    @ArchTest
    static final ArchRule connect_never_sees_connections =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("io.jobferry.net..", "io.jobferry.jedis..");

    @ArchTest
    static final ArchRule what_all_connectors_share_sees_no_backend = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.jobferry.beanstalk..",
                    "io.jobferry.disque..",
                    "io.jobferry.redisqueue..",
                    "io.jobferry.memory..");

    @ArchTest
    static final ArchRule a_plugin_sees_no_workers_inside =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.kafka.connect.runtime..");
}

package io.jobferry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** Who may import whom in the driver core. */
@AnalyzeClasses(packages = "io.jobferry", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String ROOT = "io.jobferry";
    private static final String[] BACKENDS = {
        "io.jobferry.memory..", "io.jobferry.beanstalk..", "io.jobferry.disque..", "io.jobferry.redisqueue.."
    };

    @ArchTest
    static final ArchRule the_root_package_imports_nothing_of_ours =
            classes().that().resideInAPackage(ROOT).should().onlyDependOnClassesThat(oursOnlyIn(ROOT));

    @ArchTest
    static final ArchRule events_see_the_root_only = classes()
            .that()
            .resideInAPackage("io.jobferry.event..")
            .should()
            .onlyDependOnClassesThat(oursOnlyIn(ROOT, "io.jobferry.event.."));

    @ArchTest
    static final ArchRule consumers_see_the_root_and_events_only = classes()
            .that()
            .resideInAPackage("io.jobferry.consume..")
            .should()
            .onlyDependOnClassesThat(oursOnlyIn(ROOT, "io.jobferry.event..", "io.jobferry.consume.."));

    @ArchTest
    static final ArchRule connections_see_the_root_at_most = classes()
            .that()
            .resideInAnyPackage("io.jobferry.net..")
            .should()
            .onlyDependOnClassesThat(oursOnlyIn(ROOT, "io.jobferry.net.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule jedis_connections_see_the_root_and_sockets_at_most = classes()
            .that()
            .resideInAPackage("io.jobferry.jedis..")
            .should()
            .onlyDependOnClassesThat(oursOnlyIn(ROOT, "io.jobferry.net..", "io.jobferry.jedis.."));

    @ArchTest
    static final ArchRule gobs_see_bodies_only = classes()
            .that()
            .resideInAPackage("io.jobferry.gob..")
            .should()
            .onlyDependOnClassesThat(oursOnlyIn("io.jobferry.gob..").or(JavaClass.Predicates.type(Body.class)));

    @ArchTest
    static final ArchRule backends_do_not_import_each_other = slices().matching("io.jobferry.(*)..")
            .namingSlices("$1")
            .as("backends")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(notA(BACKENDS), DescribedPredicate.alwaysTrue())
            .ignoreDependency(DescribedPredicate.alwaysTrue(), notA(BACKENDS));

    @ArchTest
    static final ArchRule backends_do_not_import_the_consumer = noClasses()
            .that()
            .resideInAnyPackage(BACKENDS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.jobferry.consume..", "io.jobferry.event..");

    @ArchTest
    static final ArchRule only_disque_and_redis_use_jedis = noClasses()
            .that()
            .resideOutsideOfPackages("io.jobferry.jedis..", "io.jobferry.disque..", "io.jobferry.redisqueue..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("redis.clients..", "io.jobferry.jedis..");

    @ArchTest
    static final ArchRule the_core_knows_neither_camel_nor_kafka =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.apache..");

    /** Leases, delays and deadlines are the server's; what we time ourselves, we time by a clock that nobody sets. */
    @ArchTest
    static void fault_35_the_core_never_asks_for_the_time_of_day(JavaClasses core) {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(core);
    }

    /** Classes of others, and ours of these packages. */
    private static DescribedPredicate<JavaClass> oursOnlyIn(String... packages) {
        return JavaClass.Predicates.resideOutsideOfPackage("io.jobferry..")
                .or(JavaClass.Predicates.resideInAnyPackage(packages))
                .as("of ours in %s only", String.join(", ", packages));
    }

    private static DescribedPredicate<JavaClass> notA(String... packages) {
        return JavaClass.Predicates.resideOutsideOfPackages(packages);
    }
}

package org.throughline.events;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.throughline.events.privacy.JdbcKeyStore;
import org.throughline.testing.Sources;

/** The laws of this module: only what appears in stored bytes, how it is read, and pure folds over it. */
class SharedEventsLawsTest {
    private static final String EVENTS = "org.throughline.events";
    private static final String FOLDS = EVENTS + ".folds";
    private static final String STORAGE = EVENTS + ".storage";
    private static final String PRIVACY = EVENTS + ".privacy";

    private static final Set<String> CLOCKS =
            Set.of("now", "currentTimeMillis", "nanoTime", "system", "systemUTC", "systemDefaultZone");

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(EVENTS);

    @Test
    void no_framework_is_in_it() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        EVENTS + "..",
                        "java..",
                        "javax.sql..",
                        "org.jspecify.annotations..",
                        "com.fasterxml.jackson.annotation..",
                        "tools.jackson..",
                        "com.google.crypto.tink..",
                        "com.github.benmanes.caffeine..")
                .check(ALL);
    }

    @Test
    void events_know_the_jdk_and_annotations_only() {
        classes()
                .that()
                .resideInAPackage(EVENTS)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        EVENTS, "java..", "org.jspecify.annotations..", "com.fasterxml.jackson.annotation.."))
                .check(ALL);
    }

    @Test
    void folds_know_events_only() {
        classes()
                .that()
                .resideInAPackage(FOLDS)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(FOLDS, EVENTS, "java..", "org.jspecify.annotations.."))
                .check(ALL);
    }

    @Test
    void folds_say_of_every_event_what_follows_from_it() {
        var folds = ALL.stream()
                .filter(type -> type.getPackageName().equals(FOLDS))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
        assertThat(Sources.of(folds::contains)).isNotEmpty();
        assertThat(Sources.defaultBranches(folds::contains)).isEmpty();
    }

    @Test
    void only_storage_knows_json() {
        noClasses()
                .that()
                .resideOutsideOfPackage(STORAGE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .check(ALL);
    }

    @Test
    void only_privacy_knows_ciphers_and_databases() {
        noClasses()
                .that()
                .resideOutsideOfPackage(PRIVACY)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "com.google.crypto..", "com.github.benmanes..", "javax.crypto..", "java.sql..", "javax.sql.."))
                .check(ALL);
    }

    @Test
    void nothing_reads_a_clock_of_its_own() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "a clock is read",
                        (JavaAccess<?> call) -> CLOCKS.contains(call.getTarget().getName())))
                .check(ALL);
    }

    @Test
    void only_keys_are_made_by_chance() {
        noClasses()
                .that(not(belongToAnyOf(JdbcKeyStore.class)))
                .should()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(SecureRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .check(ALL);
    }
}

package org.throughline.query;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.throughline.events.PatientEvent;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.storage.EventCodec;
import org.throughline.query.feed.Projection;
import org.throughline.query.feed.RecordLog;
import org.throughline.testing.Sources;

/** The laws of this module: nothing of the other side, closed features, and rows that follow from one stream only. */
class QuerySideLawsTest {
    private static final String QUERY = "org.throughline.query";
    private static final Set<String> CLOCKS =
            Set.of("now", "currentTimeMillis", "nanoTime", "system", "systemUTC", "systemDefaultZone", "instant");
    private static final Set<String> OPENING = Set.of("IdentityProjection", "Timelines", "Replays", "ObedientKeys");
    /** By a template, and by tests of the whole side. */
    private static final Set<String> REACHED_OTHERWISE =
            Set.of(QUERY + ".outcomes.Said", QUERY + ".worklist.Worklist", QUERY + ".replay.Replays");

    private static final Pattern CLOCK_OF_THE_DATABASE =
            Pattern.compile("(?i)\\b(now\\(\\)|current_(date|time|timestamp)|clock_timestamp|localtime)");
    private static final Pattern TABLE_OF_ANOTHER =
            Pattern.compile("(?i)\\b(from|join|into|update)\\s+[a-z_]+\\.[a-z_]+");

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(QUERY);

    private static final DescribedPredicate<JavaClass> ARE_PROJECTIONS =
            describe("are projections", type -> outermost(type).isAssignableTo(Projection.class));

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(QuerySideLawsTest::outermost).orElse(type);
    }

    private static boolean isProjection(String file) {
        return file.endsWith("Projection") && !file.equals("Projection");
    }

    @Test
    void the_other_side_is_unknown() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.throughline.command..", "org.throughline.standalone..")
                .check(ALL);
    }

    @Test
    void packages_are_named_by_what_they_show() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..service..", "..services..", "..util..", "..utils..", "..impl..", "..config..", "..dto..")
                .check(ALL);
    }

    @Test
    void features_know_each_other_in_one_direction_only() {
        slices().matching(QUERY + ".(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void what_fills_and_shows_a_feature_is_its_own() {
        classes()
                .that()
                .areAnnotatedWith(Controller.class)
                .or(ARE_PROJECTIONS.and(not(assignableTo(Projection.class)
                        .and(describe("are the interface", type -> type.isEquivalentTo(Projection.class))))))
                .should()
                .notBePublic()
                .check(ALL);
    }

    /** Templates and JSON reach records and enumerations, so these may be public without being used elsewhere. */
    @Test
    void what_only_its_own_package_needs_is_open_to_no_other() {
        var usedElsewhere = ALL.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> !dependency
                        .getOriginClass()
                        .getPackageName()
                        .equals(dependency.getTargetClass().getPackageName()))
                .map(dependency -> outermost(dependency.getTargetClass()).getName())
                .collect(Collectors.toSet());
        assertThat(ALL.stream()
                        .filter(type -> type.getEnclosingClass().isEmpty())
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> !type.isRecord() && !type.isEnum())
                        .filter(type -> !type.getPackageName().equals(QUERY))
                        .map(JavaClass::getName)
                        .filter(name -> !usedElsewhere.contains(name))
                        .filter(name -> !REACHED_OTHERWISE.contains(name)))
                .isEmpty();
    }

    @Test
    void projections_read_their_batch_and_their_own_tables_only() {
        noClasses()
                .that(ARE_PROJECTIONS)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(RecordLog.class, JdbcClient.class, DataSource.class)
                .check(ALL);
        classes()
                .that(ARE_PROJECTIONS)
                .should()
                .onlyDependOnClassesThat(describe(
                        "are of its own feature, the feed or outside of this module",
                        type -> !type.getPackageName().startsWith(QUERY)
                                || type.getPackageName().equals(QUERY + ".feed")
                                || outermost(type).isAssignableTo(Projection.class)
                                || ALL.stream()
                                        .filter(ARE_PROJECTIONS)
                                        .anyMatch(projection ->
                                                projection.getPackageName().equals(type.getPackageName()))))
                .check(ALL);
        assertThat(Sources.of(QuerySideLawsTest::isProjection))
                .hasSizeGreaterThan(5)
                // tables are named without a schema: the search path leads to the read model that is being written
                .allSatisfy(file -> assertThat(Sources.text(file)).doesNotContainPattern(TABLE_OF_ANOTHER));
    }

    @Test
    void projections_read_no_clock_and_leave_nothing_to_chance() {
        noClasses()
                .that(ARE_PROJECTIONS)
                .should()
                .callMethodWhere(describe(
                        "a clock is read",
                        (JavaAccess<?> call) -> CLOCKS.contains(call.getTarget().getName())
                                && call.getTargetOwner().getPackageName().startsWith("java.")))
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .check(ALL);
        assertThat(Sources.of(QuerySideLawsTest::isProjection))
                .allSatisfy(file -> assertThat(Sources.text(file)).doesNotContainPattern(CLOCK_OF_THE_DATABASE));
    }

    @Test
    void projections_say_of_every_event_what_it_means_to_them() {
        assertThat(Sources.defaultBranches(QuerySideLawsTest::isProjection)).isEmpty();
    }

    @Test
    void only_identity_opens_names() {
        noClasses()
                .that()
                .resideOutsideOfPackage(QUERY + ".identity..")
                .should()
                .dependOnClassesThat(describe(
                        "are events of patients, but for the order to erase, in which nothing is sealed",
                        type -> type.getName().startsWith(PatientEvent.class.getName())
                                && !type.isEquivalentTo(PatientEvent.PersonalDataErased.class)))
                .check(ALL);
    }

    @Test
    void personal_data_is_opened_in_few_places() {
        noClasses()
                .that(describe(
                        "open nothing",
                        type -> !OPENING.contains(outermost(type).getSimpleName())))
                .should()
                .callMethodWhere(describe(
                        "personal data is opened",
                        (JavaAccess<?> call) -> call.getTargetOwner().isEquivalentTo(EventCodec.class)
                                && call.getTarget().getName().equals("open")))
                .orShould()
                .callMethodWhere(describe(
                        "a key is taken",
                        (JavaAccess<?> call) -> call.getTargetOwner().isAssignableTo(KeyStore.class)
                                && call.getTarget().getName().startsWith("key")))
                .check(ALL);
    }
}

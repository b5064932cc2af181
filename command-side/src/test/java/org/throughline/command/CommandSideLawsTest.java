package org.throughline.command;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.throughline.testing.Sources;

/** The laws of this module: pure rules within a thin shell, nothing of the other side, packages named by what they do. */
class CommandSideLawsTest {
    private static final String COMMAND = "org.throughline.command";
    private static final Set<String> CLOCKS =
            Set.of("now", "currentTimeMillis", "nanoTime", "system", "systemUTC", "systemDefaultZone", "instant");
    private static final Set<String> RULES = Set.of(
            "JourneyRules",
            "JourneyPermissions",
            "JourneyFacts",
            "Enrolments",
            "Attendances",
            "Contacts",
            "Corrections",
            "Invariants",
            "Moments",
            "Precision",
            "Stays",
            "SessionFacts",
            "Recording",
            "PatientRules",
            "PatientFacts",
            "ProgramRules",
            "SessionRules",
            "SessionPermissions",
            "Actor",
            "FieldChecks",
            "Permission",
            "Refused",
            "Rule");

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(COMMAND);

    private static final DescribedPredicate<JavaClass> ARE_RULES =
            describe("are rules", type -> RULES.contains(outermost(type)));
    private static final DescribedPredicate<JavaClass> ARE_COMMANDS =
            describe("are commands", type -> outermost(type).endsWith("Command"));

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(CommandSideLawsTest::outermost).orElse(type.getSimpleName());
    }

    @Test
    void every_rule_is_looked_at() {
        assertThat(ALL.stream().map(JavaClass::getSimpleName)).containsAll(RULES);
    }

    @Test
    void rules_know_events_folds_and_each_other_only() {
        var pure = describe(
                "rules, commands, events, folds or the JDK",
                (JavaClass type) -> ARE_RULES.test(type)
                        || ARE_COMMANDS.test(type)
                        || type.getFullName().equals("org.throughline.events.storage.Texts")
                        || (resideInAnyPackage(
                                                "java..",
                                                "org.jspecify.annotations",
                                                "com.fasterxml.jackson.annotation",
                                                "org.throughline.events",
                                                "org.throughline.events.folds")
                                        .test(type)
                                && !resideInAnyPackage("java.sql..", "java.net..", "java.io..")
                                        .test(type))
                        || type.isPrimitive()
                        || type.isArray());
        classes()
                .that(ARE_RULES)
                .should()
                .onlyDependOnClassesThat(readingStreams(pure))
                .check(ALL);
    }

    /** Functional interfaces of the JDK show up with parts of java.io, such as Serializable. */
    private static DescribedPredicate<JavaClass> readingStreams(DescribedPredicate<JavaClass> pure) {
        return pure.or(describe("Serializable", type -> type.getFullName().equals("java.io.Serializable")));
    }

    @Test
    void commands_know_no_framework() {
        noClasses()
                .that(ARE_COMMANDS)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("org.axonframework..", "org.springframework..", "tools.jackson.."))
                .check(ALL);
    }

    @Test
    void rules_read_no_clock() {
        noClasses()
                .that(ARE_RULES.or(ARE_COMMANDS))
                .should()
                .callMethodWhere(describe(
                        "a clock is read",
                        (JavaAccess<?> call) -> CLOCKS.contains(call.getTarget().getName())
                                && call.getTargetOwner().getPackageName().startsWith("java.")))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(ALL);
    }

    @Test
    void rules_say_of_every_command_and_event_what_they_make_of_it() {
        assertThat(Sources.defaultBranches(RULES::contains)).isEmpty();
    }

    @Test
    void rules_leave_nothing_to_chance() {
        noClasses()
                .that(ARE_RULES.or(ARE_COMMANDS))
                .should()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .check(ALL);
    }

    @Test
    void the_other_side_is_unknown() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.throughline.query..", "org.throughline.standalone..")
                .check(ALL);
    }

    @Test
    void packages_are_named_by_what_they_do() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..service..", "..services..", "..util..", "..utils..", "..impl..", "..config..", "..dto..")
                .check(ALL);
    }

    @Test
    void events_are_decided_by_rules_only() {
        noClasses()
                .that(describe("decide nothing", type -> !ARE_RULES.test(type)))
                .should()
                .callConstructorWhere(describe(
                        "an event is made",
                        call -> Stream.of("Journey", "Patient", "Program", "Session")
                                .anyMatch(kind -> call.getTargetOwner()
                                                .getFullName()
                                                .startsWith("org.throughline.events." + kind + "Event$")
                                        || call.getTargetOwner()
                                                .getFullName()
                                                .startsWith("org.throughline.events.JourneyEntry$"))))
                .check(ALL);
    }

    /** Commands are routed by their exact class, so each needs its line in the shell. */
    @ParameterizedTest
    @CsvSource({
        "journey.JourneyCommand, journey.JourneyAggregate",
        "patient.PatientCommand, patient.PatientAggregate",
        "program.ProgramCommand, program.ProgramAggregate",
        "session.SessionCommand, session.SessionAggregate"
    })
    void every_command_has_a_handler(String commands, String aggregate) throws ClassNotFoundException {
        var handled = Arrays.stream(Class.forName(COMMAND + "." + aggregate).getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(CommandHandler.class))
                .map(method -> method.getParameterTypes()[0])
                .collect(Collectors.toSet());

        assertThat(handled)
                .containsExactlyInAnyOrderElementsOf(
                        leaves(Class.forName(COMMAND + "." + commands)).toList());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(CommandSideLawsTest::leaves)
                : Stream.of(type);
    }
}

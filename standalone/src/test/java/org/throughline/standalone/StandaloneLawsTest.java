package org.throughline.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.stereotype.Component;
import org.throughline.query.feed.Projection;

/** The two sides live side by side without knowing each other, and what starts both decides and shows nothing itself. */
@Execution(ExecutionMode.CONCURRENT)
class StandaloneLawsTest {
    private static final String STANDALONE = "org.throughline.standalone";
    private static final String COMMAND = "org.throughline.command..";
    private static final String QUERY = "org.throughline.query..";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.throughline");

    @Test
    void the_sides_never_depend_on_each_other_nor_on_what_starts_them() {
        noClasses()
                .that()
                .resideInAPackage(COMMAND)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(QUERY, STANDALONE + "..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage(QUERY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(COMMAND, STANDALONE + "..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage("org.throughline.events..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(COMMAND, QUERY, STANDALONE + "..")
                .check(ALL);
    }

    @Test
    void it_starts_demonstrates_and_keeps_a_database_and_does_nothing_else() {
        classes()
                .that()
                .resideInAPackage(STANDALONE + "..")
                .should()
                .resideInAnyPackage(STANDALONE, STANDALONE + ".demonstration", STANDALONE + ".postgres")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage(STANDALONE + "..")
                .and()
                // what puts both sides together is no part of them
                .doNotHaveSimpleName("Application")
                .should()
                .beMetaAnnotatedWith(Component.class)
                .orShould()
                .beAssignableTo(Projection.class)
                .check(ALL);
    }

    @Test
    void it_decides_nothing_and_handles_nothing() {
        noMembers()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(STANDALONE + "..")
                .should()
                .beMetaAnnotatedWith(CommandHandler.class)
                .orShould()
                .beMetaAnnotatedWith(EventHandler.class)
                .orShould()
                .beMetaAnnotatedWith(AggregateIdentifier.class)
                .check(ALL);
    }

    @Test
    void the_demonstration_is_told_by_commands_only() {
        noClasses()
                .that()
                .resideInAPackage(STANDALONE + ".demonstration..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        QUERY, STANDALONE, STANDALONE + ".postgres..", "java.sql..", "org.springframework..")
                .check(ALL);
    }

    @Test
    void the_database_knows_nothing_of_what_is_kept_in_it() {
        noClasses()
                .that()
                .resideInAPackage(STANDALONE + ".postgres..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        COMMAND, QUERY, "org.throughline.events..", STANDALONE, STANDALONE + ".demonstration..")
                .check(ALL);
    }
}

package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.throughline.command.journey.Riverside.ELSEWHERE;
import static org.throughline.command.journey.Riverside.ID;
import static org.throughline.command.journey.Riverside.JOURNEY;
import static org.throughline.command.journey.Riverside.NOW;
import static org.throughline.command.journey.Riverside.attend;
import static org.throughline.command.journey.Riverside.correct;
import static org.throughline.command.journey.Riverside.enrol;
import static org.throughline.command.journey.Riverside.entry;
import static org.throughline.command.journey.Riverside.miss;
import static org.throughline.command.journey.Riverside.relapse;
import static org.throughline.command.journey.Riverside.voiding;
import static org.throughline.command.journey.Situation.given;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.throughline.command.journey.JourneyCommand.ReportRelapse;
import org.throughline.command.journey.JourneyCommand.RescindDischarge;
import org.throughline.command.journey.JourneyCommand.RetractRelapse;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.RescindReason;
import org.throughline.events.RetractionReason;
import org.throughline.events.Role;
import org.throughline.events.VoidReason;
import org.throughline.events.folds.Patient;

/** Somebody asks to record something on a journey. */
class PermissionsOnAJourneyTest {
    private static final Actor KIM = new Actor("kim", Set.of(Role.CLINICIAN), Set.of(ID));
    private static final Actor LEE = new Actor("lee", Set.of(Role.CLINICIAN), Set.of(ID));
    private static final Actor SAM = new Actor("sam", Set.of(Role.SUPERVISOR), Set.of(ID));
    private static final Actor ADA = new Actor("ada", Set.of(Role.ADMINISTRATOR), Set.of());
    private static final Actor AWAY = new Actor("away", Set.of(Role.CLINICIAN, Role.SUPERVISOR), Set.of(ELSEWHERE));

    private final Situation open = given(enrol(), attend(2, "2026-03-02T10:00"));

    @Test
    void clinicians_and_supervisors_of_the_program_may() {
        assertThat(role(KIM, miss(3, "2026-03-03T10:00"))).isEqualTo(Role.CLINICIAN);
        assertThat(role(SAM, miss(3, "2026-03-03T10:00"))).isEqualTo(Role.SUPERVISOR);
    }

    @Test
    void administrators_may_everywhere_for_imports() {
        assertThat(role(ADA, miss(3, "2026-03-03T10:00"))).isEqualTo(Role.ADMINISTRATOR);
    }

    @Test
    void those_of_another_program_may_not() {
        refuses(AWAY, miss(3, "2026-03-03T10:00"), Rule.JOURNEY_NOT_FOUND);
        refuses(AWAY, enrol(), Rule.OTHER_PROGRAM);
    }

    @Test
    void those_who_look_on_may_not() {
        for (var role : List.of(Role.AUDITOR, Role.RESEARCHER, Role.MANAGER)) {
            refuses(new Actor("eve", Set.of(role), Set.of(ID)), miss(3, "2026-03-03T10:00"), Rule.NOT_PERMITTED);
        }
    }

    @Test
    void the_author_may_correct_and_void() {
        assertThat(role(KIM, correct(2, attend(3, "2026-03-03T10:00")))).isEqualTo(Role.CLINICIAN);
        assertThat(role(KIM, voiding(2, VoidReason.DUPLICATE))).isEqualTo(Role.CLINICIAN);
    }

    @Test
    void another_clinician_may_not_correct_but_a_supervisor_may() {
        refuses(LEE, correct(2, attend(3, "2026-03-03T10:00")), Rule.NOT_THE_AUTHOR);
        assertThat(role(SAM, correct(2, attend(3, "2026-03-03T10:00")))).isEqualTo(Role.SUPERVISOR);
    }

    @Test
    void an_author_who_left_the_program_may_not_correct() {
        refuses(
                new Actor("kim", Set.of(Role.CLINICIAN), Set.of(ELSEWHERE)),
                voiding(2, VoidReason.DUPLICATE),
                Rule.JOURNEY_NOT_FOUND);
    }

    @Test
    void only_a_supervisor_rescinds() {
        var rescind = new RescindDischarge(JOURNEY, NOW, RescindReason.RECORDED_IN_ERROR, null);

        refuses(KIM, rescind, Rule.NOT_PERMITTED);
        assertThat(role(SAM, rescind)).isEqualTo(Role.SUPERVISOR);
    }

    @Test
    void a_patient_of_another_program_cannot_be_enrolled() {
        var situation = given().of(new Patient(ELSEWHERE, false));

        assertThat(refusal(situation, KIM, enrol())).isEqualTo(Rule.PATIENT_NOT_FOUND);
        assertThat(refusal(given().of(Patient.UNKNOWN), KIM, enrol())).isEqualTo(Rule.PATIENT_NOT_FOUND);
        assertThat(JourneyPermissions.permit(ADA, situation.journey(), situation.facts(enrol()), enrol()))
                .isEqualTo(Role.ADMINISTRATOR);
    }

    @Test
    void nobody_takes_a_colleagues_report_back_but_a_supervisor() {
        var reported = given(enrol(), relapse(2, "2026-03-01T00:00"));
        var retract = new RetractRelapse(JOURNEY, NOW, entry(2), RetractionReason.NOT_CONFIRMED, null);
        var facts = new JourneyFacts(
                reported.facts(retract).patient(), Riverside.PROGRAM, Map.of(), Map.of(entry(2), "kim"));

        assertThat(JourneyPermissions.permit(KIM, reported.journey(), facts, retract))
                .isEqualTo(Role.CLINICIAN);
        assertThat(JourneyPermissions.permit(SAM, reported.journey(), facts, retract))
                .isEqualTo(Role.SUPERVISOR);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> JourneyPermissions.permit(LEE, reported.journey(), facts, retract))
                .extracting(Refused::rule)
                .isEqualTo(Rule.NOT_THE_AUTHOR);
    }

    @Test
    void only_an_import_leaves_the_day_open() {
        var c = relapse(3, "2026-03-01T00:00");
        var assumed = new ReportRelapse(
                c.journeyId(),
                c.entryId(),
                NOW,
                c.occurred(),
                Precision.ASSUMED,
                c.source(),
                null,
                null,
                null,
                c.late());

        refuses(KIM, assumed, Rule.ASSUMED_BY_HAND);
        assertThat(role(ADA, assumed)).isEqualTo(Role.ADMINISTRATOR);
    }

    @Test
    void nobody_learns_whether_there_is_a_journey_that_was_never_begun() {
        assertThat(refusal(given(), KIM, attend(2, "2026-03-02T10:00"))).isEqualTo(Rule.JOURNEY_NOT_FOUND);
    }

    private JourneyFacts facts(JourneyCommand command) {
        var facts = open.facts(command);
        return new JourneyFacts(
                facts.patient(), facts.program(), facts.sessions(), Map.of(entry(1), "kim", entry(2), "kim"));
    }

    private Role role(Actor actor, JourneyCommand command) {
        return JourneyPermissions.permit(actor, open.journey(), facts(command), command);
    }

    private void refuses(Actor actor, JourneyCommand command, Rule rule) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> role(actor, command))
                .extracting(Refused::rule)
                .isEqualTo(rule);
    }

    private static Rule refusal(Situation situation, Actor actor, JourneyCommand command) {
        return assertThatExceptionOfType(Refused.class)
                .isThrownBy(
                        () -> JourneyPermissions.permit(actor, situation.journey(), situation.facts(command), command))
                .actual()
                .rule();
    }
}

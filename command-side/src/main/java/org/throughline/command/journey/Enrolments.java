package org.throughline.command.journey;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.submission.FieldChecks;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyId;
import org.throughline.events.Occurred;
import org.throughline.events.TedsCodes;
import org.throughline.events.folds.Journey;

/**
 * The rules of admissions. A patient has one open journey in a program; coming back is a new journey that names the one
 * before. That only one is open is in the end guarded by the record ({@link OpenJourneyClaims}), because another journey
 * may be opened at the same moment; here it is told in words.
 */
final class Enrolments {
    private static final int LONGEST_PLAN = 3_650;
    private static final int MINUTES_A_WEEK = 7 * 24 * 60;
    private static final int MOST_DIAGNOSES = 30;
    private static final int MOST_ATTRIBUTES = 60;
    private static final Pattern DIAGNOSIS = Pattern.compile("[A-Z][0-9][0-9A-Z](\\.[0-9A-Z]{1,4})?");
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");
    private static final Pattern TELLING = Pattern.compile(".*(\\d{7}|\\d{4}-\\d{2}-\\d{2}|\\d{3}-\\d{2}-\\d{4}).*");

    private Enrolments() {}

    static Enrolled enrolled(Recording recording, Enrol c) {
        var facts = recording.facts();
        if (facts.patient().program().isEmpty()) {
            throw new Refused(Rule.PATIENT_NOT_FOUND, "patientId");
        }
        var program = recording.program();
        check(c);
        var occurred = recording.happened("admittedAt", c.admitted(), c.precision());
        var adopted = facts.program()
                .policyOn(occurred.day())
                .orElseThrow(() -> new Refused(Rule.PROGRAM_WITHOUT_POLICY, "admittedAt"));
        if (recording.corrected() == null && facts.patient().erased()) {
            throw new Refused(Rule.PATIENT_ERASED, "patientId");
        }
        var others = others(facts, c);
        if (recording.corrected() == null) {
            refuseOverlap(others, occurred);
        }
        return new Enrolled(
                c.journeyId(),
                c.patientId(),
                c.entryId(),
                occurred,
                c.programId(),
                program.levelOfCare(),
                c.weeklyMinutes() == null ? adopted.policy().weeklyMinutes() : c.weeklyMinutes(),
                c.clinician(),
                Recording.copy(c.teds()),
                List.copyOf(c.diagnoses()),
                Recording.copy(c.attributes()),
                c.plannedDays(),
                previous(recording, c, others, occurred),
                adopted.version(),
                recording.note(),
                recording.late(occurred, adopted),
                recording.corrects());
    }

    private static void check(Enrol c) {
        var checks = new FieldChecks()
                .complete("teds", c.teds().values())
                .complete("diagnoses", c.diagnoses())
                .complete("attributes", c.attributes().values());
        checks.refuse();
        checks.codes("teds", TedsCodes.problemsAtAdmission(c.teds()))
                .form(
                        "clinician",
                        c.clinician(),
                        FieldChecks.STAFF,
                        "The responsible clinician is named by an id without spaces.")
                .between("weeklyMinutes", c.weeklyMinutes() == null ? 0 : c.weeklyMinutes(), 0, MINUTES_A_WEEK)
                .between("plannedDays", c.plannedDays() == null ? 1 : c.plannedDays(), 1, LONGEST_PLAN)
                .between("diagnoses", c.diagnoses().size(), 0, MOST_DIAGNOSES)
                .between("attributes", c.attributes().size(), 0, MOST_ATTRIBUTES)
                .optional("clinician", c.clinician(), 100);
        c.diagnoses()
                .forEach(code -> checks.that(
                        DIAGNOSIS.matcher(code).matches(),
                        Rule.UNKNOWN_CODE,
                        "diagnoses",
                        "A diagnosis is an ICD-10-CM code, such as F10.20."));
        c.attributes()
                .forEach((name, value) -> checks.that(
                        ATTRIBUTE.matcher(name).matches()
                                && ATTRIBUTE.matcher(value).matches(),
                        Rule.UNKNOWN_CODE,
                        "attributes",
                        "Attributes are names and codes without spaces, up to 64 letters, digits and . _ + -"));
        // attributes are clear for ever, so what could tell who somebody is must not get in
        c.attributes()
                .values()
                .forEach(
                        value -> checks.that(
                                !TELLING.matcher(value).matches(),
                                Rule.INVALID,
                                "attributes",
                                "An attribute is a code to compare by, never a full date or a number that tells who somebody is."));
        checks.refuse();
    }

    /** Another journey of the patient in the same program. */
    private record Other(Journey journey, Enrolled enrolled) {
        /** Whether it was over by then. */
        boolean endedBy(Occurred moment) {
            return journey.discharge()
                    .filter(discharge -> !Moments.before(moment, discharge.occurred()))
                    .isPresent();
        }
    }

    private static List<Other> others(JourneyFacts facts, Enrol c) {
        return facts.others().stream()
                .flatMap(journey -> journey.enrolment().map(enrolled -> new Other(journey, enrolled)).stream())
                .filter(other -> !other.enrolled.journeyId().equals(c.journeyId())
                        && other.enrolled.patientId().equals(c.patientId())
                        && other.enrolled.programId().equals(c.programId()))
                .sorted(Comparator.comparing(
                                (Other other) -> other.enrolled.occurred().at())
                        .thenComparing(other -> other.enrolled.journeyId().value()))
                .toList();
    }

    /** The end of a new journey is not known yet, so it may begin before others; its discharge must then come in time. */
    private static void refuseOverlap(List<Other> others, Occurred admitted) {
        for (var other : others) {
            if (other.journey.open()) {
                throw new Refused(Rule.ALREADY_ENROLLED);
            }
            var begun = !Moments.before(admitted, other.enrolled.occurred());
            if (begun && !other.endedBy(admitted)) {
                throw new Refused(Rule.JOURNEYS_OVERLAP, "admittedAt");
            }
        }
    }

    /** The journey before: the one told, else the one that was linked before the correction, else the last one. */
    private static @Nullable JourneyId previous(Recording recording, Enrol c, List<Other> others, Occurred admitted) {
        var told = c.previous();
        if (told == null && recording.corrected() instanceof Enrolled before && before.previous() != null) {
            return before.previous();
        }
        var ended = others.stream()
                .filter(other -> other.endedBy(admitted))
                .map(other -> other.enrolled.journeyId())
                .toList();
        if (told == null) {
            return ended.isEmpty() ? null : ended.getLast();
        }
        if (!ended.contains(told)) {
            throw new Refused(Rule.NOT_A_PREVIOUS_JOURNEY, "previous");
        }
        return told;
    }
}

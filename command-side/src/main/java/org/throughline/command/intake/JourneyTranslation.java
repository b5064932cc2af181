package org.throughline.command.intake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.throughline.command.intake.Mapping.DischargePlan;
import org.throughline.command.intake.Mapping.EnrolmentPlan;
import org.throughline.command.intake.Mapping.EventPlan;
import org.throughline.command.intake.Mapping.FollowUpPlan;
import org.throughline.command.intake.Mapping.PatientPlan;
import org.throughline.command.intake.Mapping.ProgramPlan;
import org.throughline.command.intake.Mapping.RelapsePlan;
import org.throughline.command.intake.Translated.OfJourney;
import org.throughline.command.journey.JourneyCommand.Discharge;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.journey.JourneyCommand.EntryCommand;
import org.throughline.command.journey.JourneyCommand.RecordFollowUp;
import org.throughline.command.journey.JourneyCommand.ReportRelapse;
import org.throughline.command.patient.PatientCommand.RegisterPatient;
import org.throughline.events.DischargeReason;
import org.throughline.events.EntryId;
import org.throughline.events.FollowUpMethod;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.Identifier;
import org.throughline.events.JourneyId;
import org.throughline.events.LateReason;
import org.throughline.events.PatientId;
import org.throughline.events.PersonName;
import org.throughline.events.RelapseSeverity;
import org.throughline.events.RelapseSource;

/** Makes the commands of a row that is a journey. */
final class JourneyTranslation implements Translation {
    private final Mapping mapping;
    private final String clinician;
    private final PatientPlan patient;
    private final EnrolmentPlan enrolment;
    private final NamedIds ids;

    JourneyTranslation(Mapping mapping, String clinician, PatientPlan patient, EnrolmentPlan enrolment) {
        this.mapping = mapping;
        this.clinician = clinician;
        this.patient = patient;
        this.enrolment = enrolment;
        this.ids = new NamedIds(mapping.name());
    }

    @Override
    public @Nullable OfJourney of(Row row, Instant now, Consumer<Flaw> flaws) {
        var reading = new Reading(row, mapping.values(), flaws);
        var key = row.cell(mapping.key());
        if (key.isEmpty()) {
            reading.flaw(mapping.key(), "missing", "The row has no key.");
            return null;
        }
        var program = mapping.program(reading, enrolment.program(), "enrolment.program");
        if (program == null) {
            return null;
        }
        var admitted =
                Moment.of(reading, enrolment.admitted(), "enrolment.admitted", ids, key, null, program.timeZone());
        if (admitted == null) {
            return null;
        }
        var registered = patient(reading, key, program, admitted.day(), now);
        var entries = new ArrayList<EntryCommand>();
        var enrol = enrol(reading, key, program, admitted, now);
        entries.add(enrol);
        for (var plan : mapping.events()) {
            if (plan.when() == null || reading.holds(plan.when())) {
                var event = event(reading, plan, key, program, admitted, enrol.journeyId(), now);
                if (event != null) {
                    entries.add(event);
                }
            }
        }
        return reading.sound() && registered != null ? new OfJourney(row.line(), registered, entries) : null;
    }

    private @Nullable RegisterPatient patient(
            Reading reading, String key, ProgramPlan program, LocalDate admitted, Instant now) {
        var plan = patient;
        var given = reading.required(plan.given(), "patient.given");
        var family = reading.required(plan.family(), "patient.family");
        var birthDate = birthDate(reading, admitted);
        var identifiers = new ArrayList<Identifier>();
        sorted(plan.identifiers()).forEach((system, value) -> {
            var number = reading.text(value, "patient.identifiers." + system);
            if (number != null) {
                identifiers.add(new Identifier(system, number));
            }
        });
        if (given == null || family == null || birthDate == null) {
            return null;
        }
        return new RegisterPatient(
                new PatientId(ids.of(key, "patient")),
                now,
                program.id(),
                new PersonName(given, family),
                birthDate,
                plan.birthDate() == null,
                null,
                identifiers);
    }

    private @Nullable LocalDate birthDate(Reading reading, LocalDate admitted) {
        var plan = patient;
        if (plan.birthDate() != null) {
            return reading.date(plan.birthDate(), "patient.birthDate");
        }
        var age = reading.required(plan.age(), "patient.age") == null ? null : reading.whole(plan.age(), "patient.age");
        if (age != null && age > 130) {
            reading.flaw("patient.age", "out-of-range", "Nobody is that old.");
            return null;
        }
        return age == null ? null : admitted.minusYears(age);
    }

    private Enrol enrol(Reading reading, String key, ProgramPlan program, Moment admitted, Instant now) {
        var plan = enrolment;
        var attributes = new TreeMap<String, String>();
        sorted(plan.attributes()).forEach((name, value) -> {
            var attribute = reading.text(value, "enrolment.attributes." + name);
            if (attribute != null) {
                attributes.put(name, attribute);
            }
        });
        var diagnoses = new ArrayList<String>();
        for (var value : plan.diagnoses() == null ? List.<Value>of() : plan.diagnoses()) {
            var diagnosis = reading.text(value, "enrolment.diagnoses");
            if (diagnosis != null) {
                diagnoses.add(diagnosis);
            }
        }
        return new Enrol(
                new JourneyId(ids.of(key, "journey")),
                entry(key, "admission"),
                now,
                new PatientId(ids.of(key, "patient")),
                program.id(),
                admitted.at(),
                admitted.precision(),
                program.weeklyMinutes(),
                clinician,
                teds(reading, plan.teds(), "enrolment.teds."),
                diagnoses,
                attributes,
                reading.whole(plan.plannedDays(), "enrolment.plannedDays"),
                null,
                reading.text(plan.note(), "enrolment.note"),
                LateReason.IMPORTED);
    }

    private EntryId entry(String key, String purpose) {
        return new EntryId(ids.of(key, "entry/" + purpose));
    }

    private static SortedMap<String, Integer> teds(
            Reading reading, @Nullable Map<String, Value> variables, String field) {
        var teds = new TreeMap<String, Integer>();
        sorted(variables).forEach((variable, value) -> {
            var code = reading.whole(value, field + variable);
            if (code != null) {
                teds.put(variable, code);
            }
        });
        return teds;
    }

    private @Nullable EntryCommand event(
            Reading reading,
            EventPlan plan,
            String key,
            ProgramPlan program,
            Moment admitted,
            JourneyId journey,
            Instant now) {
        var field = plan.purpose();
        var moment = Moment.of(reading, plan.day(), field + ".day", ids, key, admitted, program.timeZone());
        var entry = entry(key, plan.purpose());
        var note = reading.text(plan.note(), field + ".note");
        return switch (plan) {
            case DischargePlan p -> {
                var reason = reason(reading, p.reason(), field + ".reason");
                var contact = p.lastContact() == null
                        ? moment
                        : Moment.of(
                                reading,
                                p.lastContact(),
                                field + ".lastContact",
                                ids,
                                key,
                                admitted,
                                program.timeZone());
                var teds = teds(reading, p.teds(), field + ".teds.");
                yield moment == null || reason == null || contact == null
                        ? null
                        : new Discharge(
                                journey,
                                entry,
                                now,
                                moment.at(),
                                moment.precision(),
                                reason,
                                contact.day(),
                                teds,
                                note,
                                LateReason.IMPORTED);
            }
            case FollowUpPlan p -> {
                var method = reading.code(p.method(), FollowUpMethod.values(), field + ".method");
                var status = reading.code(p.status(), FollowUpStatus.values(), field + ".status");
                yield moment == null || method == null || status == null
                        ? null
                        : new RecordFollowUp(
                                journey,
                                entry,
                                now,
                                moment.at(),
                                moment.precision(),
                                method,
                                status,
                                note,
                                LateReason.IMPORTED);
            }
            case RelapsePlan p -> {
                var source = reading.code(p.source(), RelapseSource.values(), field + ".source");
                var severity = reading.codeIfAny(p.severity(), RelapseSeverity.values(), field + ".severity");
                var substance = reading.whole(p.substance(), field + ".substance");
                yield moment == null || source == null
                        ? null
                        : new ReportRelapse(
                                journey,
                                entry,
                                now,
                                moment.at(),
                                moment.precision(),
                                source,
                                substance,
                                severity,
                                note,
                                LateReason.IMPORTED);
            }
        };
    }

    private static @Nullable DischargeReason reason(Reading reading, Value value, String field) {
        var code = reading.required(value, field) == null ? null : reading.whole(value, field);
        if (code == null) {
            return null;
        }
        if (code < 1 || code > 7) {
            reading.flaw(Reading.where(value, field), "unknown-code", "TEDS REASON has the codes 1 to 7.");
            return null;
        }
        return DischargeReason.of(code);
    }

    private static SortedMap<String, Value> sorted(@Nullable Map<String, Value> values) {
        return new TreeMap<>(Objects.requireNonNullElse(values, Map.of()));
    }
}

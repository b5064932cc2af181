package org.throughline.command.intake;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.throughline.command.intake.Mapping.Day;
import org.throughline.command.intake.Mapping.DischargePlan;
import org.throughline.command.intake.Mapping.EventPlan;
import org.throughline.command.intake.Mapping.FollowUpPlan;
import org.throughline.command.intake.Mapping.ProgramPlan;
import org.throughline.command.intake.Mapping.RelapsePlan;
import org.throughline.command.journey.JourneyCommand.Discharge;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.journey.JourneyCommand.EntryCommand;
import org.throughline.command.journey.JourneyCommand.RecordFollowUp;
import org.throughline.command.journey.JourneyCommand.ReportRelapse;
import org.throughline.command.journey.Precision;
import org.throughline.command.patient.PatientCommand.RegisterPatient;
import org.throughline.events.Coded;
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

/** Makes the commands of a row. A function of mapping, row and the time of recording. */
final class Translation {
    /** Days without an hour are taken at noon, which every time zone has on every day. */
    private static final LocalTime NOON = LocalTime.NOON;

    private final Mapping mapping;
    private final NamedIds ids;

    /**
     * What a row becomes.
     *
     * @param key what tells the row apart
     */
    record Translated(long line, String key, RegisterPatient patient, List<EntryCommand> entries) {
        JourneyId journey() {
            return entries.getFirst().journeyId();
        }
    }

    private record Moment(LocalDate day, Instant at, Precision precision) {}

    Translation(Mapping mapping) {
        this.mapping = mapping;
        this.ids = new NamedIds(mapping.name());
    }

    /** The commands; null if something is wrong with the row, which is told. */
    @Nullable
    Translated of(Row row, Instant now, Consumer<Flaw> flaws) {
        var reading = new Reading(row, mapping.values(), flaws);
        var key = row.cell(mapping.key());
        if (key.isEmpty()) {
            reading.flaw(mapping.key(), "missing", "The row has no key.");
            return null;
        }
        var program = program(reading);
        if (program == null) {
            return null;
        }
        var admitted = moment(reading, mapping.enrolment().admitted(), "enrolment.admitted", key, null, program);
        if (admitted == null) {
            return null;
        }
        var patient = patient(reading, key, program, admitted.day(), now);
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
        return reading.sound() && patient != null ? new Translated(row.line(), key, patient, entries) : null;
    }

    private @Nullable ProgramPlan program(Reading reading) {
        var code = reading.required(mapping.enrolment().program(), "enrolment.program");
        if (code == null) {
            return null;
        }
        var program = mapping.programs().stream()
                .filter(plan -> plan.code().equals(code))
                .findFirst()
                .orElse(null);
        if (program == null) {
            reading.flaw(
                    Reading.where(mapping.enrolment().program(), "enrolment.program"),
                    "unknown-code",
                    "The mapping has no such program.");
        }
        return program;
    }

    private @Nullable RegisterPatient patient(
            Reading reading, String key, ProgramPlan program, LocalDate admitted, Instant now) {
        var plan = mapping.patient();
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
        var plan = mapping.patient();
        if (plan.birthDate() != null) {
            return reading.date(plan.birthDate(), null, "patient.birthDate");
        }
        var age = reading.required(plan.age(), "patient.age") == null ? null : reading.whole(plan.age(), "patient.age");
        if (age != null && age > 130) {
            reading.flaw("patient.age", "out-of-range", "Nobody is that old.");
            return null;
        }
        return age == null ? null : admitted.minusYears(age);
    }

    private Enrol enrol(Reading reading, String key, ProgramPlan program, Moment admitted, Instant now) {
        var plan = mapping.enrolment();
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
                mapping.clinician(),
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
        var moment = moment(reading, plan.day(), field + ".day", key, admitted, program);
        var entry = entry(key, plan.purpose());
        var note = reading.text(plan.note(), field + ".note");
        return switch (plan) {
            case DischargePlan p -> {
                var reason = reason(reading, p.reason(), field + ".reason");
                var contact = p.lastContact() == null
                        ? moment
                        : moment(reading, p.lastContact(), field + ".lastContact", key, admitted, program);
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
                var method = code(reading, p.method(), FollowUpMethod.values(), field + ".method");
                var status = code(reading, p.status(), FollowUpStatus.values(), field + ".status");
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
                var source = code(reading, p.source(), RelapseSource.values(), field + ".source");
                var severity = p.severity() == null
                        ? null
                        : code(reading, p.severity(), RelapseSeverity.values(), field + ".severity");
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

    private @Nullable Moment moment(
            Reading reading, Day day, String field, String key, @Nullable Moment admitted, ProgramPlan program) {
        var zone = program.timeZone();
        var known = Boolean.TRUE.equals(day.assumed()) ? Precision.ASSUMED : Precision.DAY;
        if (day.spread() != null) {
            var spread = day.spread();
            var number = Math.floorMod(ids.of(key, "spread/" + field).getMostSignificantBits(), (long) spread.days());
            return at(spread.from().plusDays(number), zone, Precision.ASSUMED);
        }
        if (day.on() != null) {
            var text = reading.text(day.on(), field);
            if (text != null && text.indexOf('T') > 0 && day.pattern() == null) {
                return instant(
                        reading, text, day.on(), field, zone, known == Precision.ASSUMED ? known : Precision.MOMENT);
            }
            var date = reading.date(day.on(), day.pattern(), field);
            return date == null ? null : at(date, zone, known);
        }
        var days = reading.required(day.daysAfterAdmission(), field) == null
                ? null
                : reading.whole(day.daysAfterAdmission(), field);
        if (days == null || admitted == null) {
            return null;
        }
        if (days > 40_000) {
            reading.flaw(field, "out-of-range", "Nobody stays that long.");
            return null;
        }
        // so many days after a day that was chosen is no better known than that one
        var counted = admitted.precision() == Precision.ASSUMED ? Precision.ASSUMED : known;
        return at(admitted.day().plusDays(days), zone, counted);
    }

    private static @Nullable Moment instant(
            Reading reading, String text, Value value, String field, ZoneId zone, Precision precision) {
        try {
            var at = Instant.parse(text);
            return new Moment(at.atZone(zone).toLocalDate(), at, precision);
        } catch (DateTimeParseException e) {
            reading.flaw(Reading.where(value, field), "bad-date", "A moment is needed, like 2026-01-31T14:00:00Z.");
            return null;
        }
    }

    private static Moment at(LocalDate day, ZoneId zone, Precision precision) {
        return new Moment(day, day.atTime(NOON).atZone(zone).toInstant(), precision);
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

    private static <C extends Coded> @Nullable C code(Reading reading, Value value, C[] codes, String field) {
        var text = reading.required(value, field);
        if (text == null) {
            return null;
        }
        var found =
                Arrays.stream(codes).filter(code -> code.code().equals(text)).findFirst();
        if (found.isEmpty()) {
            reading.flaw(
                    Reading.where(value, field),
                    "unknown-code",
                    "One of these is needed: "
                            + String.join(
                                    ", ", Arrays.stream(codes).map(Coded::code).toList()) + ".");
        }
        return found.orElse(null);
    }

    private static SortedMap<String, Value> sorted(@Nullable Map<String, Value> values) {
        return new TreeMap<>(Objects.requireNonNullElse(values, Map.of()));
    }
}

package org.throughline.command.intake;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.throughline.command.intake.Mapping.AttendancePlan;
import org.throughline.command.intake.Mapping.Day;
import org.throughline.command.intake.Mapping.DischargePlan;
import org.throughline.command.intake.Mapping.EnrolmentPlan;
import org.throughline.command.intake.Mapping.FollowUpPlan;
import org.throughline.command.intake.Mapping.PatientPlan;
import org.throughline.command.intake.Mapping.RelapsePlan;
import org.throughline.command.intake.Mapping.SessionPlan;
import org.throughline.command.intake.Value.Condition;

/** Looks through a mapping: which columns it asks for, and what is wrong with it before any row is read. */
final class MappingCheck {
    private static final int DEEPEST = 12;
    private static final OffsetDateTime SOME_MOMENT = OffsetDateTime.parse("2026-01-31T14:30:15Z");

    private final Mapping mapping;
    private final Set<String> columns = new TreeSet<>();
    private final List<Flaw> flaws = new ArrayList<>();
    private boolean tooDeep;

    private MappingCheck(Mapping mapping) {
        this.mapping = mapping;
    }

    /**
     * What was found.
     *
     * @param columns the columns that the file must have
     */
    record Found(Set<String> columns, List<Flaw> flaws) {}

    static Found of(Mapping mapping) {
        return new MappingCheck(mapping).look();
    }

    @SuppressWarnings("NullAway") // a file may leave out what must be there: that is what is looked for
    private Found look() {
        present("name", mapping.name());
        present("format", mapping.format());
        present("key", mapping.key());
        if (mapping.key() != null) {
            columns.add(mapping.key());
        }
        programs();
        mapping.values().forEach((name, value) -> value("values." + name, value, 0));
        var attendance = mapping.attendance();
        if (attendance == null) {
            journeys();
        } else {
            attendance(attendance);
        }
        return new Found(columns, flaws);
    }

    private void journeys() {
        present("clinician", mapping.clinician());
        present("patient", mapping.patient());
        present("enrolment", mapping.enrolment());
        if (mapping.patient() != null) {
            patient(mapping.patient());
        }
        if (mapping.enrolment() != null) {
            enrolment(mapping.enrolment());
        }
        events();
    }

    private void patient(PatientPlan patient) {
        value("patient.given", patient.given(), 0);
        value("patient.family", patient.family(), 0);
        optional("patient.birthDate", patient.birthDate());
        optional("patient.age", patient.age());
        if (patient.birthDate() == null && patient.age() == null) {
            flaw("patient.birthDate", "missing", "A day of birth is needed, or the age at admission.");
        }
        values("patient.identifiers", patient.identifiers());
    }

    private void attendance(AttendancePlan plan) {
        if (mapping.patient() != null
                || mapping.enrolment() != null
                || !mapping.events().isEmpty()) {
            flaw("attendance", "invalid", "A row is a journey or an attendance: the mapping cannot say both.");
        }
        present("attendance.journeysOf", plan.journeysOf());
        value("attendance.journey", plan.journey(), 0);
        present("attendance.session", plan.session());
        if (plan.session() != null) {
            session("attendance.session", plan.session());
        }
        condition("attendance.missed", plan.missed(), 0);
        optional("attendance.presentMinutes", plan.presentMinutes());
        optional("attendance.creditedMinutes", plan.creditedMinutes());
        optional("attendance.makeUpFor", plan.makeUpFor());
        optional("attendance.absence", plan.absence());
        optional("attendance.reason", plan.reason());
        optional("attendance.note", plan.note());
        if (plan.missed() != null && plan.absence() == null) {
            flaw("attendance.absence", "missing", "A value is needed for those who were not there.");
        }
    }

    private void session(String field, SessionPlan session) {
        value(field + ".key", session.key(), 0);
        value(field + ".program", session.program(), 0);
        day(field + ".starts", session.starts());
        var starts = session.starts();
        if (starts != null && (starts.on() == null || starts.assumed() != null)) {
            flaw(field + ".starts", "invalid", "The file must say when a session began: it cannot be assumed.");
        }
        value(field + ".minutes", session.minutes(), 0);
        value(field + ".kind", session.kind(), 0);
        value(field + ".modality", session.modality(), 0);
        value(field + ".facilitator", session.facilitator(), 0);
        optional(field + ".group", session.group());
        optional(field + ".unusualLength", session.unusualLength());
    }

    private void programs() {
        if (mapping.programs().isEmpty()) {
            flaw("programs", "missing", "One program at least is needed.");
        }
        var codes = new HashSet<String>();
        eachOf("programs", mapping.programs(), (field, program) -> {
            present(field + ".code", program.code());
            present(field + ".id", program.id());
            present(field + ".name", program.name());
            present(field + ".levelOfCare", program.levelOfCare());
            present(field + ".population", program.population());
            present(field + ".timeZone", program.timeZone());
            present(field + ".policyFrom", program.policyFrom());
            if (!codes.add(program.code())) {
                flaw(field + ".code", "twice", "Two programs have the same code.");
            }
        });
    }

    private <T> void eachOf(String field, @Nullable List<T> list, BiConsumer<String, T> look) {
        var place = 0;
        for (var one : orEmpty(list)) {
            var at = field + "[" + place++ + "]";
            present(at, one);
            if (one != null) {
                look.accept(at, one);
            }
        }
    }

    private void enrolment(EnrolmentPlan enrolment) {
        value("enrolment.program", enrolment.program(), 0);
        day("enrolment.admitted", enrolment.admitted());
        var admitted = enrolment.admitted();
        if (admitted != null && admitted.daysAfterAdmission() != null) {
            flaw("enrolment.admitted", "invalid", "The admission cannot be counted from itself.");
        }
        optional("enrolment.plannedDays", enrolment.plannedDays());
        values("enrolment.teds", enrolment.teds());
        values("enrolment.attributes", enrolment.attributes());
        eachOf("enrolment.diagnoses", enrolment.diagnoses(), (field, value) -> value(field, value, 0));
        optional("enrolment.note", enrolment.note());
    }

    private void events() {
        var purposes = new HashSet<String>();
        eachOf("events", mapping.events(), (field, event) -> {
            present(field + ".purpose", event.purpose());
            if (!purposes.add(event.purpose())) {
                flaw(field + ".purpose", "twice", "Two events have the same purpose.");
            }
            condition(field + ".when", event.when(), 0);
            day(field + ".day", event.day());
            optional(field + ".note", event.note());
            switch (event) {
                case DischargePlan p -> {
                    value(field + ".reason", p.reason(), 0);
                    if (p.lastContact() != null) {
                        day(field + ".lastContact", p.lastContact());
                    }
                    values(field + ".teds", p.teds());
                }
                case FollowUpPlan p -> {
                    value(field + ".method", p.method(), 0);
                    value(field + ".status", p.status(), 0);
                }
                case RelapsePlan p -> {
                    value(field + ".source", p.source(), 0);
                    optional(field + ".substance", p.substance());
                    optional(field + ".severity", p.severity());
                }
            }
        });
    }

    private void values(String field, @Nullable Map<String, Value> values) {
        if (values != null) {
            values.forEach((name, value) -> value(field + "." + name, value, 0));
        }
    }

    private void optional(String field, @Nullable Value value) {
        if (value != null) {
            value(field, value, 0);
        }
    }

    private void value(String field, @Nullable Value value, int depth) {
        if (value == null) {
            flaw(field, "missing", "A value is needed.");
            return;
        }
        if (tooDeep && depth > 0) {
            return;
        }
        if (depth > DEEPEST) {
            // told once: in a circle there is no end of places
            tooDeep = true;
            flaw(field, "too-deep", "Values are put into one another too deeply, or name one another in a circle.");
            return;
        }
        if (value.sources() != 1) {
            flaw(field, "invalid", "One of constant, column, named and choose is needed.");
        }
        if (value.column() != null) {
            columns.add(value.column());
        }
        if (value.named() != null) {
            var named = mapping.values().get(value.named());
            if (named == null) {
                flaw(field, "unknown-name", "The mapping has no value of this name.");
            } else {
                value(field, named, depth + 1);
            }
        }
        eachOf(field + ".choose", value.choose(), (at, choice) -> {
            condition(at + ".when", choice.when(), depth + 1);
            value(at + ".value", choice.value(), depth + 1);
        });
        eachOf(field + ".bands", value.bands(), (at, band) -> present(at + ".value", band.value()));
        if (value.codes() != null) {
            value.codes().forEach((code, meaning) -> present(field + ".codes." + code, meaning));
        }
    }

    private static <T> Collection<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private void condition(String field, @Nullable Condition condition, int depth) {
        if (condition == null) {
            return;
        }
        present(field + ".column", condition.column());
        if (condition.column() != null) {
            columns.add(condition.column());
        }
        if (condition.atLeast() != null) {
            value(field + ".atLeast", condition.atLeast(), depth + 1);
        }
        if (condition.below() != null) {
            value(field + ".below", condition.below(), depth + 1);
        }
    }

    private void day(String field, @Nullable Day day) {
        if (day == null || day.sources() != 1) {
            flaw(field, "invalid", "One of on, daysAfterAdmission and spread is needed.");
            return;
        }
        optional(field + ".on", day.on());
        pattern(field + ".pattern", day.pattern());
        optional(field + ".daysAfterAdmission", day.daysAfterAdmission());
        var spread = day.spread();
        if (spread != null && (spread.from() == null || spread.days() < 1)) {
            flaw(field + ".spread", "invalid", "A first day is needed and a number of days.");
        }
    }

    private void pattern(String field, @Nullable String pattern) {
        try {
            if (pattern != null) {
                // what cannot be read again, as a pattern without a year, is none for a day
                var form = Moment.form(pattern);
                Moment.parsed(SOME_MOMENT.format(form), form);
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            flaw(field, "bad-pattern", "This is not a pattern for a day, like MM/dd/uuuu or MM/dd/uuuu HH:mm.");
        }
    }

    private void present(String field, @Nullable Object value) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            flaw(field, "missing", "This must not be empty.");
        }
    }

    private void flaw(String field, String code, String message) {
        flaws.add(new Flaw(0, field, code, message));
    }
}

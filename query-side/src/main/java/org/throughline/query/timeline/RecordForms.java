package org.throughline.query.timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.throughline.events.EntryId;
import org.throughline.events.FollowUpMethod;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEntry.Discharged;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.JourneyEntry.RelapseReported;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyEntry.SessionMissed;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyId;
import org.throughline.events.Occurred;
import org.throughline.events.Personal;
import org.throughline.events.SessionId;
import org.throughline.query.page.Times;
import org.throughline.query.page.Words;
import org.throughline.query.problems.Problem;
import org.throughline.query.problems.Refused;
import org.throughline.query.session.Sessions;
import tools.jackson.databind.json.JsonMapper;

/** Makes the forms that commands on a journey are given with. */
@Component
class RecordForms {
    /** Sessions further back can still be recorded by a program; a form offers the recent ones. */
    private static final Duration BACK = Duration.ofDays(60);

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

    private final Sessions sessions;
    private final InstantSource clock;
    private final JsonMapper json = JsonMapper.builder().build();

    RecordForms(Sessions sessions, @Qualifier("queryClock") InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** What the form for one kind of entry says and where it goes. */
    private enum Kind {
        ENROLMENT("enrolment", "", "Admission"),
        ATTENDANCE("attendance", "/attendance", "Record attendance"),
        ABSENCE("absence", "/absences", "Record an absence"),
        RELAPSE("relapse", "/relapses", "Record a return to use"),
        FOLLOW_UP("follow-up", "/follow-ups", "Record a follow-up"),
        DISCHARGE("discharge", "/discharge", "Discharge");

        private final String code;
        private final String path;
        private final String title;

        Kind(String code, String path, String title) {
            this.code = code;
            this.path = path;
            this.title = title;
        }

        static Optional<Kind> of(String code) {
            return Stream.of(values()).filter(kind -> kind.code.equals(code)).findFirst();
        }
    }

    /** The form for a new entry. */
    RecordForm fresh(Timeline timeline, String code) {
        var kind = Kind.of(code).filter(any -> any != Kind.ENROLMENT).orElseThrow(RecordForms::unknown);
        var journey = timeline.journey();
        var now = clock.instant();
        var values = new HashMap<String, String>();
        var end = Optional.ofNullable(journey.dischargedAt())
                .filter(left -> left.isBefore(now))
                .orElse(now);
        values.put("occurredAt", local(now, journey.zone()));
        values.put("lastContact", lastSeen(timeline).toString());
        return new RecordForm(
                kind.code,
                kind.title,
                "It is added to the record, with your name and the time.",
                "Record",
                base(journey.journey()) + kind.path,
                kind == Kind.DISCHARGE ? journey.version() : null,
                journey.zone().getId(),
                "",
                json.writeValueAsString(Map.of("kind", kind.code)),
                values,
                choices(timeline, null, end),
                missed(timeline, null));
    }

    /** The last day on which the patient was seen or heard of, by the entries that count; else that of the admission. */
    private static LocalDate lastSeen(Timeline timeline) {
        return timeline.entries().stream()
                .filter(line -> line.withdrawn() == null)
                .map(Timeline.Entry::event)
                .filter(RecordForms::seen)
                .map(event -> event.occurred().day())
                .max(LocalDate::compareTo)
                .orElseGet(() -> timeline.journey()
                        .admittedAt()
                        .atZone(timeline.journey().zone())
                        .toLocalDate());
    }

    private static boolean seen(JourneyEvent event) {
        return event instanceof Enrolled
                || event instanceof SessionAttended
                || (event instanceof FollowUpRecorded followUp
                        && followUp.status() != FollowUpStatus.LOST
                        && followUp.method() != FollowUpMethod.RECORD);
    }

    /** The form that corrects an entry, holding what it says now. */
    RecordForm correction(Timeline timeline, EntryId entry) {
        var said = effective(timeline, entry);
        var journey = timeline.journey();
        var kind = kind(said);
        var fixed = new LinkedHashMap<String, Object>(Map.of("kind", kind.code));
        fixed.putAll(unasked(said));
        return new RecordForm(
                kind.code,
                "Correct: " + Telling.of(said).title(),
                "The entry stays in the history, struck through, with your name and reason. What you enter here replaces it.",
                "Record the correction",
                base(journey.journey()) + "/entries/" + entry + "/correction",
                journey.version(),
                journey.zone().getId(),
                "replacement.",
                json.writeValueAsString(Map.of("replacement", fixed)),
                values(said),
                choices(timeline, said, clock.instant()),
                missed(timeline, said));
    }

    /** The form that takes something back: {@code voiding}, {@code retraction} or {@code rescission}. */
    RecordForm taking(Timeline timeline, String kind, EntryId entry) {
        var said = effective(timeline, entry);
        var journey = timeline.journey();
        var what = Telling.of(said).title() + ", " + Times.day(said.occurred().day());
        var base = base(journey.journey());
        return switch (kind) {
            case "voiding" ->
                taking(
                        journey,
                        kind,
                        "Strike out: " + what,
                        "The entry stays in the history, struck through, and no longer counts.",
                        base + "/entries/" + entry + "/voiding");
            case "retraction" ->
                taking(
                        journey,
                        kind,
                        "Take back: " + what,
                        "The report stays in the history, and it is told that it was not so.",
                        base + "/relapses/" + entry + "/retraction");
            case "rescission" ->
                taking(
                        journey,
                        kind,
                        "Take back the discharge",
                        "The journey goes on as if it had not ended; the discharge stays in the history.",
                        base + "/discharge/rescission");
            default -> throw unknown();
        };
    }

    private static RecordForm taking(
            JourneySummary journey, String kind, String title, String explanation, String action) {
        return new RecordForm(
                kind,
                title,
                explanation,
                "Record",
                action,
                journey.version(),
                journey.zone().getId(),
                "",
                "{}",
                Map.of(),
                List.of(),
                List.of());
    }

    private static JourneyEntry effective(Timeline timeline, EntryId entry) {
        return timeline.entries().stream()
                .filter(line -> line.withdrawn() == null)
                .map(Timeline.Entry::event)
                .filter(JourneyEntry.class::isInstance)
                .map(JourneyEntry.class::cast)
                .filter(said -> said.entryId().equals(entry))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        Problem.NOT_FOUND, "This entry no longer counts: it was corrected or taken back meanwhile."));
    }

    private static Refused unknown() {
        return new Refused(Problem.NOT_FOUND, "There is no such form.");
    }

    private static String base(JourneyId journey) {
        return "/api/record/journeys/" + journey;
    }

    private static Kind kind(JourneyEntry said) {
        return switch (said) {
            case Enrolled ignored -> Kind.ENROLMENT;
            case SessionAttended ignored -> Kind.ATTENDANCE;
            case SessionMissed ignored -> Kind.ABSENCE;
            case RelapseReported ignored -> Kind.RELAPSE;
            case FollowUpRecorded ignored -> Kind.FOLLOW_UP;
            case Discharged ignored -> Kind.DISCHARGE;
        };
    }

    /** What a correction takes over without asking. */
    private static Map<String, Object> unasked(JourneyEntry said) {
        return switch (said) {
            case Enrolled enrolled -> {
                var kept = new LinkedHashMap<String, Object>();
                kept.put("patientId", enrolled.patientId().toString());
                kept.put("programId", enrolled.programId().toString());
                kept.put("teds", enrolled.teds());
                kept.put("diagnoses", enrolled.diagnoses());
                kept.put("attributes", enrolled.attributes());
                var previous = enrolled.previous();
                if (previous != null) {
                    kept.put("previous", previous.toString());
                }
                yield kept;
            }
            case Discharged discharged -> Map.of("teds", discharged.teds());
            case SessionAttended ignored -> Map.of();
            case SessionMissed ignored -> Map.of();
            case RelapseReported ignored -> Map.of();
            case FollowUpRecorded ignored -> Map.of();
        };
    }

    private static Map<String, String> values(JourneyEntry said) {
        var zone = said.occurred().zone();
        var values = new HashMap<String, String>();
        values.put("occurredAt", local(said.occurred().at(), zone));
        values.put("exactly", said.occurred().at().toString());
        values.put("precision", precision(said.occurred()));
        var late = said.late();
        if (late != null) {
            values.put("late", late.code());
        }
        switch (said) {
            case Enrolled enrolled -> {
                values.put("admittedAt", local(enrolled.occurred().at(), zone));
                values.put("weeklyHours", Words.decimalHours(enrolled.weeklyMinutes()));
                values.put("clinician", enrolled.clinician());
                put(values, "plannedDays", enrolled.plannedDays());
                note(values, enrolled.note());
            }
            case SessionAttended attended -> {
                values.put("sessionId", attended.sessionId().toString());
                values.put("presentMinutes", "" + attended.presentMinutes());
                values.put("creditedMinutes", "" + attended.creditedMinutes());
                values.put("modality", attended.modality().code());
                put(values, "makeUpFor", attended.makeUpFor());
                note(values, attended.note());
            }
            case SessionMissed missed -> {
                values.put("sessionId", missed.sessionId().toString());
                values.put("absence", missed.absence().code());
                values.put("reason", missed.reason().code());
                var notified = missed.notifiedAt();
                if (notified != null) {
                    values.put("notifiedAt", local(notified, zone));
                }
                note(values, missed.note());
            }
            case RelapseReported relapse -> {
                values.put("source", relapse.source().code());
                put(values, "substance", relapse.substance());
                var severity = relapse.severity();
                put(values, "severity", severity == null ? null : severity.code());
                note(values, relapse.note());
            }
            case FollowUpRecorded followUp -> {
                values.put("method", followUp.method().code());
                values.put("status", followUp.status().code());
                note(values, followUp.note());
            }
            case Discharged discharged -> {
                values.put("reason", "" + discharged.reason().code());
                values.put("lastContact", discharged.lastContact().toString());
                note(values, discharged.note());
            }
        }
        return values;
    }

    private static String precision(Occurred occurred) {
        if (occurred.assumed()) {
            return "assumed";
        }
        return occurred.dayOnly() ? "day" : "moment";
    }

    private static void put(Map<String, String> values, String field, @Nullable Object value) {
        if (value != null) {
            values.put(field, value.toString());
        }
    }

    private static void note(Map<String, String> values, @Nullable Personal<String> note) {
        if (note != null) {
            note.ifKnown().ifPresent(text -> values.put("note", text));
        }
    }

    private static String local(Instant at, ZoneId zone) {
        return LOCAL.format(at.atZone(zone).truncatedTo(ChronoUnit.MINUTES));
    }

    /** The sessions that nothing is recorded for yet, the latest first, and the one of the entry that is corrected. */
    private List<RecordForm.Choice> choices(Timeline timeline, @Nullable JourneyEntry corrected, Instant until) {
        var journey = timeline.journey();
        var own = sessionOf(corrected);
        var taken = taken(timeline);
        own.ifPresent(taken::remove);
        var admitted = journey.admittedAt().truncatedTo(ChronoUnit.DAYS);
        var from = until.minus(BACK).isAfter(admitted) ? until.minus(BACK) : admitted;
        var recent = sessions.between(List.of(journey.program()), from, until.plusSeconds(1)).stream()
                .filter(session -> session.cancelledAt() == null)
                .filter(session -> !taken.contains(session.session().value()));
        var older = own.flatMap(id -> sessions.of(new SessionId(id))).stream();
        return Stream.concat(recent, older)
                .distinct()
                .sorted(Comparator.comparing(Sessions.Planned::starts).reversed())
                .map(session -> new RecordForm.Choice(
                        session.session().toString(),
                        Times.moment(session.starts(), session.zone()) + " · " + Words.of(session.kind()) + " · "
                                + Words.hours(session.minutes()),
                        session.minutes()))
                .toList();
    }

    private static Set<UUID> taken(Timeline timeline) {
        var taken = new HashSet<UUID>();
        timeline.entries().stream()
                .filter(line -> line.withdrawn() == null)
                .map(Timeline.Entry::event)
                .filter(JourneyEntry.class::isInstance)
                .forEach(said -> sessionOf((JourneyEntry) said).ifPresent(taken::add));
        return taken;
    }

    private static Optional<UUID> sessionOf(@Nullable JourneyEntry said) {
        return switch (said) {
            case SessionAttended attended -> Optional.of(attended.sessionId().value());
            case SessionMissed missed -> Optional.of(missed.sessionId().value());
            case Enrolled ignored -> Optional.empty();
            case RelapseReported ignored -> Optional.empty();
            case FollowUpRecorded ignored -> Optional.empty();
            case Discharged ignored -> Optional.empty();
            case null -> Optional.empty();
        };
    }

    /** The missed sessions that nothing makes up for yet. */
    private static List<RecordForm.Choice> missed(Timeline timeline, @Nullable JourneyEntry corrected) {
        var madeUp = new HashSet<EntryId>();
        timeline.entries().stream()
                .filter(line -> line.withdrawn() == null && !line.event().equals(corrected))
                .map(Timeline.Entry::event)
                .filter(SessionAttended.class::isInstance)
                .map(attended -> ((SessionAttended) attended).makeUpFor())
                .forEach(madeUp::add);
        return timeline.entries().stream()
                .filter(line -> line.withdrawn() == null)
                .map(Timeline.Entry::event)
                .filter(SessionMissed.class::isInstance)
                .map(SessionMissed.class::cast)
                .filter(missed -> !madeUp.contains(missed.entryId()))
                .sorted(Comparator.comparing(
                                (SessionMissed missed) -> missed.occurred().at())
                        .reversed())
                .map(missed -> new RecordForm.Choice(
                        missed.entryId().toString(),
                        Times.day(missed.occurred().day()) + " · " + Words.of(missed.kind())))
                .toList();
    }
}

package org.throughline.stage;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.throughline.events.AbsenceKind;
import org.throughline.events.AbsenceReason;
import org.throughline.events.EntryId;
import org.throughline.events.FollowUpMethod;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.JourneyEntry.RelapseReported;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyEntry.SessionMissed;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyEvent.EntryVoided;
import org.throughline.events.JourneyId;
import org.throughline.events.LateReason;
import org.throughline.events.LevelOfCare;
import org.throughline.events.Modality;
import org.throughline.events.Occurred;
import org.throughline.events.PatientId;
import org.throughline.events.Personal;
import org.throughline.events.Population;
import org.throughline.events.ProgramEvent.PolicyAdopted;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.ProgramId;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.RelapseSeverity;
import org.throughline.events.RelapseSource;
import org.throughline.events.Role;
import org.throughline.events.SessionId;
import org.throughline.events.SessionKind;
import org.throughline.events.Source;
import org.throughline.events.VoidReason;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Program;
import org.throughline.events.folds.WeekJudgement;
import org.throughline.events.storage.EntryMetadata;
import org.throughline.query.replay.Replay;
import org.throughline.query.session.Sessions;
import org.throughline.query.timeline.JourneySummary;
import org.throughline.query.timeline.Timeline;

/** Nine weeks of one invented journey: attendance fades, a return to use, a late entry, a correction. */
public final class InventedJourney {
    public static final ZoneId ZONE = ZoneId.of("America/New_York");
    public static final JourneyId JOURNEY = JourneyId.of("0197a000-0000-7000-8000-00000000aaaa");
    public static final PatientId PATIENT = PatientId.of("0197a000-0000-7000-8000-00000000bbbb");
    public static final ProgramId PROGRAM = ProgramId.of("0197a000-0000-7000-8000-000000000001");
    public static final ProgramId OTHER_PROGRAM = ProgramId.of("0197a000-0000-7000-8000-000000000002");
    public static final Instant NOW =
            LocalDate.of(2026, 3, 5).atTime(15, 0).atZone(ZONE).toInstant();
    public static final EntryId WRONG = entryId(700);

    private static final LocalDate ADMITTED = LocalDate.of(2026, 1, 6);
    private static final SessionKind[] KINDS = {
        SessionKind.SKILLS_DEVELOPMENT,
        SessionKind.SUPPORT,
        SessionKind.PSYCHOEDUCATION,
        SessionKind.INDIVIDUAL_COUNSELLING
    };

    private final List<Timeline.Entry> entries = new ArrayList<>();
    private final List<JourneyEvent> events = new ArrayList<>();
    private long position = 100;

    private InventedJourney() {
        enrol();
        for (var day = ADMITTED; day.isBefore(LocalDate.of(2026, 3, 5)); day = day.plusDays(1)) {
            if (day.getDayOfWeek() == DayOfWeek.TUESDAY
                    || day.getDayOfWeek() == DayOfWeek.THURSDAY
                    || day.getDayOfWeek() == DayOfWeek.FRIDAY) {
                session(day);
            }
        }
        correct();
    }

    /** The journey as it stands at {@link #NOW}. */
    public static Timeline timeline() {
        return new InventedJourney().told();
    }

    /** Its history, step by step. */
    static Replay replay() {
        var history = new InventedJourney();
        var steps = history.entries.stream()
                .sorted(Comparator.comparingLong(Timeline.Entry::position))
                .map(entry -> new Replay.Step(
                        entry.position(),
                        entry.eventId(),
                        entry.sequence(),
                        entry.name(),
                        entry.event(),
                        entry.recordedAt(),
                        entry.metadata()))
                .toList();
        return new Replay(
                JOURNEY,
                history.position,
                Journey.UNENROLLED.after(history.events),
                steps,
                steps.size(),
                history.position);
    }

    /** Sessions around {@link #NOW}; one is called off. */
    static List<Sessions.Planned> sessions() {
        return IntStream.range(0, 8)
                .mapToObj(number -> new Sessions.Planned(
                        sessionId(900 + number),
                        PROGRAM,
                        KINDS[number % 4].code(),
                        at(LocalDate.of(2026, 3, 1 + number), 18).at(),
                        ZONE,
                        180,
                        "in-person",
                        "c-ada",
                        12,
                        null,
                        number == 3 ? NOW : null,
                        number == 3 ? "weather" : null))
                .toList();
    }

    /** Its weeks. */
    public static List<WeekJudgement> weeks() {
        return WeekJudgement.judge(Journey.UNENROLLED.after(new InventedJourney().events), program(), NOW);
    }

    /** Its program with its policy. */
    public static Program program() {
        var opened = at(LocalDate.of(2025, 1, 1), 9);
        return new Program(
                published(),
                List.of(new PolicyAdopted(PROGRAM, opened, 1, LocalDate.of(2025, 1, 1), ProgramPolicy.ADULT)));
    }

    /** The program itself. */
    public static ProgramPublished published() {
        return new ProgramPublished(
                PROGRAM,
                at(LocalDate.of(2025, 1, 1), 9),
                "Harbor Evening IOP",
                LevelOfCare.INTENSIVE_OUTPATIENT,
                Population.ADULT,
                ZONE);
    }

    private Timeline told() {
        return new Timeline(
                new JourneySummary(
                        JOURNEY,
                        entries.size(),
                        PATIENT,
                        PROGRAM,
                        "2.1",
                        "c-ada",
                        JourneySummary.Status.OPEN,
                        ZONE,
                        at(ADMITTED, 8).at(),
                        ADMITTED,
                        null,
                        null,
                        null,
                        entries.getLast().event().occurred().at(),
                        entries.getLast().recordedAt(),
                        position,
                        "page"),
                entries.stream()
                        .sorted((a, b) -> a.event()
                                .occurred()
                                .at()
                                .compareTo(b.event().occurred().at()))
                        .toList(),
                position);
    }

    private void enrol() {
        add(
                "journey.enrolled",
                new Enrolled(
                        JOURNEY,
                        PATIENT,
                        entryId(1),
                        at(ADMITTED, 8),
                        PROGRAM,
                        LevelOfCare.INTENSIVE_OUTPATIENT,
                        540,
                        "c-ada",
                        new TreeMap<>(Map.of("SUB1", 2, "PSOURCE", 7)),
                        List.of("F10.20"),
                        new TreeMap<>(),
                        84,
                        null,
                        1,
                        Personal.known("Lives with her sister; evenings are best."),
                        null,
                        null),
                Duration.ofMinutes(25));
    }

    private void session(LocalDate day) {
        var number = entries.size();
        var week = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var missing =
                week.isAfter(LocalDate.of(2026, 2, 1)) && day.getDayOfWeek() != DayOfWeek.TUESDAY && number % 3 != 0;
        if (missing) {
            add(
                    "journey.session-missed",
                    new SessionMissed(
                            JOURNEY,
                            PATIENT,
                            entryId(number + 1),
                            sessionId(number),
                            at(day, 18),
                            KINDS[number % 4],
                            180,
                            number % 2 == 0 ? AbsenceKind.NO_SHOW : AbsenceKind.EXCUSED,
                            number % 2 == 0 ? AbsenceReason.UNKNOWN : AbsenceReason.TRANSPORT,
                            null,
                            week,
                            1,
                            null,
                            null,
                            null),
                    Duration.ofHours(3));
        } else {
            add(
                    "journey.session-attended",
                    attended(entryId(number + 1), number, day, week, 180, null, null),
                    Duration.ofHours(4));
        }
        if (day.equals(LocalDate.of(2026, 2, 17))) {
            add(
                    "journey.relapse-reported",
                    new RelapseReported(
                            JOURNEY,
                            PATIENT,
                            entryId(500),
                            at(day.minusDays(3), 22),
                            RelapseSource.SELF,
                            2,
                            RelapseSeverity.LAPSE,
                            1,
                            Personal.known(
                                    "Told the group herself. Wants to look at Saturday evenings.\nPlan review on Thursday."),
                            LateReason.LEARNED_LATER,
                            null),
                    Duration.ofMinutes(72 * 60 + 20));
            add(
                    "journey.follow-up-recorded",
                    new FollowUpRecorded(
                            JOURNEY,
                            PATIENT,
                            entryId(501),
                            at(day.plusDays(1), 12),
                            FollowUpMethod.TELEPHONE,
                            FollowUpStatus.NO_RETURN_REPORTED,
                            1,
                            null,
                            null,
                            null),
                    Duration.ofMinutes(5));
        }
    }

    private void correct() {
        var day = LocalDate.of(2026, 3, 3);
        var week = LocalDate.of(2026, 3, 2);
        var right = entryId(701);
        add("journey.session-attended", attended(WRONG, 700, day, week, 180, null, null), Duration.ofHours(5));
        var voided = new EntryVoided(
                JOURNEY,
                PATIENT,
                at(day, 21),
                WRONG,
                VoidReason.CORRECTED,
                right,
                Personal.known("She left an hour early."));
        add("journey.entry-voided", voided, Duration.ofMinutes(150));
        var cause = entries.removeLast();
        var wrong = entries.removeLast();
        entries.add(new Timeline.Entry(
                wrong.position(),
                wrong.eventId(),
                wrong.sequence(),
                wrong.name(),
                wrong.event(),
                wrong.recordedAt(),
                wrong.metadata(),
                new Timeline.Withdrawal(
                        cause.position(),
                        "s-lin",
                        Role.SUPERVISOR,
                        cause.recordedAt(),
                        cause.name(),
                        "corrected",
                        right)));
        entries.add(cause);
        add("journey.session-attended", attended(right, 700, day, week, 120, null, WRONG), Duration.ofMinutes(330));
    }

    private static SessionAttended attended(
            EntryId entry,
            int session,
            LocalDate day,
            LocalDate week,
            int present,
            @Nullable LateReason late,
            @Nullable EntryId corrects) {
        return new SessionAttended(
                JOURNEY,
                PATIENT,
                entry,
                sessionId(session),
                at(day, 18),
                KINDS[session % 4],
                session % 5 == 0 ? Modality.VIDEO : Modality.IN_PERSON,
                180,
                present,
                present,
                null,
                null,
                null,
                week,
                1,
                null,
                late,
                corrects);
    }

    private void add(String name, JourneyEvent event, Duration after) {
        position += 3;
        events.add(event);
        entries.add(new Timeline.Entry(
                position,
                new UUID(7, position),
                entries.size(),
                name,
                event,
                event.occurred().at().plus(after),
                new EntryMetadata("c-ada", Role.CLINICIAN, null, Source.PAGE, new UUID(8, position), null, null),
                null));
    }

    static Occurred at(LocalDate day, int hour) {
        return new Occurred(day.atTime(hour, 0).atZone(ZONE).toInstant(), ZONE);
    }

    private static EntryId entryId(int number) {
        return new EntryId(new UUID(0x0197a000_0000_7000L, 0x8000_0000_0000_0000L + number));
    }

    static SessionId sessionId(int number) {
        return new SessionId(new UUID(0x0197a001_0000_7000L, 0x8000_0000_0000_0000L + number));
    }
}

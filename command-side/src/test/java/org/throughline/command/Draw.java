package org.throughline.command;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.command.journey.JourneyCommand.CorrectEntry;
import org.throughline.command.journey.JourneyCommand.Discharge;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.journey.JourneyCommand.EntryCommand;
import org.throughline.command.journey.JourneyCommand.RecordAbsence;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.command.journey.JourneyCommand.RecordFollowUp;
import org.throughline.command.journey.JourneyCommand.ReportRelapse;
import org.throughline.command.journey.JourneyCommand.RescindDischarge;
import org.throughline.command.journey.JourneyCommand.RetractRelapse;
import org.throughline.command.journey.JourneyCommand.VoidEntry;
import org.throughline.command.journey.Precision;
import org.throughline.command.patient.PatientCommand.ErasePersonalData;
import org.throughline.command.patient.PatientCommand.RegisterPatient;
import org.throughline.command.program.ProgramCommand.AdoptPolicy;
import org.throughline.command.program.ProgramCommand.PublishProgram;
import org.throughline.command.session.SessionCommand.CancelSession;
import org.throughline.command.session.SessionCommand.ScheduleSession;
import org.throughline.events.AbsenceKind;
import org.throughline.events.AbsenceReason;
import org.throughline.events.CancellationReason;
import org.throughline.events.DischargeReason;
import org.throughline.events.EntryId;
import org.throughline.events.ErasureBasis;
import org.throughline.events.FollowUpMethod;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyId;
import org.throughline.events.LateReason;
import org.throughline.events.LevelOfCare;
import org.throughline.events.Modality;
import org.throughline.events.PatientId;
import org.throughline.events.PersonName;
import org.throughline.events.Population;
import org.throughline.events.ProgramId;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.RelapseSeverity;
import org.throughline.events.RelapseSource;
import org.throughline.events.RescindReason;
import org.throughline.events.RetractionReason;
import org.throughline.events.SessionId;
import org.throughline.events.SessionKind;
import org.throughline.events.UnusualLength;
import org.throughline.events.VoidReason;
import org.throughline.events.folds.Journey;

/** Draws commands that are often right and often wrong. */
final class Draw {
    private static final int PATIENTS = 6;
    private static final int JOURNEYS = 24;
    private final Walk walk;
    private long ids;

    Draw(Walk walk) {
        this.walk = walk;
    }

    Object command() {
        return switch (below(20)) {
            case 0 -> one(List.of(publish(), adopt()));
            case 1 -> below(12) == 0 ? erase() : register();
            case 2, 3 -> schedule();
            case 4 -> below(4) == 0 ? cancel() : schedule();
            case 5 -> new RetractRelapse(journey(), walk.now, known(), one(RetractionReason.values()), note());
            case 6 -> new RescindDischarge(journey(), walk.now, one(RescindReason.values()), note());
            case 7, 8 -> new VoidEntry(journey(), walk.now, known(), one(VoidReason.values()), note());
            case 9, 10, 11 -> correction();
            default -> entry(journey(), below(6));
        };
    }

    private Object publish() {
        return new PublishProgram(
                program(), walk.now, text(), LevelOfCare.INTENSIVE_OUTPATIENT, Population.ADULT, Walk.ZONE);
    }

    private Object adopt() {
        var policy = new ProgramPolicy(
                one(DayOfWeek.values()), below(700), 60, 180, 240 + below(120), below(72), below(20), 3, 30, below(3));
        return new AdoptPolicy(program(), walk.now, today().plusDays(below(40) - 10L), policy);
    }

    private Object register() {
        var born = below(20) == 0
                ? LocalDate.of(0, 1, 1)
                : today().minusYears(below(90)).plusDays(below(3));
        return new RegisterPatient(
                patient(), walk.now, program(), new PersonName(text(), text()), born, null, List.of());
    }

    private Object erase() {
        return new ErasePersonalData(patient(), walk.now, new UUID(8, ++ids), one(ErasureBasis.values()));
    }

    private Object schedule() {
        var starts =
                walk.now.plus(Duration.ofHours(below(200) - 150L)).truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
        return new ScheduleSession(
                new SessionId(new UUID(5, ++ids)),
                walk.now,
                below(10) == 0 ? Walk.PROGRAMS.get(1) : Walk.PROGRAMS.getFirst(),
                one(SessionKind.values()),
                below(40) == 0 ? Instant.MIN : starts,
                below(10) == 0 ? below(500) - 10 : 90,
                one(Modality.values()),
                "kim",
                below(5) == 0 ? below(12) - 1 : null,
                below(5) == 0 ? text() : null,
                below(2) == 0 ? one(UnusualLength.values()) : null);
    }

    private Object cancel() {
        return new CancelSession(session(), walk.now, one(CancellationReason.values()));
    }

    private Object correction() {
        var id = journey();
        var wrong = known(id);
        var entry =
                walk.journeys.getOrDefault(id, Journey.UNENROLLED).effective().get(wrong);
        var kind = entry == null || below(10) == 0
                ? below(6)
                : switch (entry) {
                    case JourneyEntry.Enrolled ignored -> 0;
                    case JourneyEntry.SessionAttended ignored -> 1;
                    case JourneyEntry.SessionMissed ignored -> 2;
                    case JourneyEntry.RelapseReported ignored -> 3;
                    case JourneyEntry.FollowUpRecorded ignored -> 4;
                    case JourneyEntry.Discharged ignored -> 5;
                };
        var replacement = entry instanceof JourneyEntry.Enrolled enrolled
                ? enrol(id, enrolled.patientId(), enrolled.programId())
                : entry(id, kind);
        return new CorrectEntry(id, walk.now, wrong, replacement, note());
    }

    private EntryCommand entry(JourneyId id, int kind) {
        var precision = below(8) == 0 ? Precision.ASSUMED : below(8) == 0 ? Precision.DAY : null;
        return switch (kind) {
            case 0 -> enrol(id, patient(), program());
            case 1 ->
                new RecordAttendance(
                        id,
                        fresh(),
                        walk.now,
                        session(),
                        below(15) == 0 ? 200 : 1 + below(90),
                        below(4) == 0 ? below(100) : null,
                        below(4) == 0 ? missed(id) : null,
                        null,
                        note(),
                        late());
            case 2 ->
                new RecordAbsence(
                        id,
                        fresh(),
                        walk.now,
                        session(),
                        one(AbsenceKind.values()),
                        one(AbsenceReason.values()),
                        below(3) == 0 ? moment() : null,
                        note(),
                        late());
            case 3 ->
                new ReportRelapse(
                        id,
                        fresh(),
                        walk.now,
                        moment(),
                        precision,
                        one(RelapseSource.values()),
                        below(3) == 0 ? below(22) : null,
                        one(RelapseSeverity.values()),
                        note(),
                        late());
            case 4 ->
                new RecordFollowUp(
                        id,
                        fresh(),
                        walk.now,
                        moment(),
                        precision,
                        one(FollowUpMethod.values()),
                        one(FollowUpStatus.values()),
                        note(),
                        late());
            default -> {
                var end = moment();
                yield new Discharge(
                        id,
                        fresh(),
                        walk.now,
                        end,
                        precision,
                        one(DischargeReason.values()),
                        end.isBefore(walk.now.minus(Duration.ofDays(9_000))) || below(10) == 0
                                ? today()
                                : end.atZone(Walk.ZONE).toLocalDate().minusDays(below(3)),
                        new TreeMap<>(Map.of("SUB1", below(21))),
                        note(),
                        late());
            }
        };
    }

    private Enrol enrol(JourneyId id, PatientId patient, ProgramId program) {
        return new Enrol(
                id,
                fresh(),
                walk.now,
                patient,
                program,
                moment(),
                below(8) == 0 ? Precision.ASSUMED : below(8) == 0 ? Precision.DAY : null,
                below(3) == 0 ? below(700) : null,
                "kim",
                new TreeMap<>(Map.of("PSOURCE", 1 + below(7))),
                List.of("F10.20"),
                new TreeMap<>(),
                null,
                below(12) == 0 ? journey() : null,
                note(),
                late());
    }

    private Instant moment() {
        return switch (below(20)) {
            case 0 -> walk.now.plusSeconds(1);
            case 1 -> Instant.MIN;
            default -> walk.now.minus(Duration.ofMinutes(below(20_000)));
        };
    }

    private LocalDate today() {
        return walk.now.atZone(Walk.ZONE).toLocalDate();
    }

    private PatientId patient() {
        return new PatientId(new UUID(2, below(PATIENTS)));
    }

    private ProgramId program() {
        return below(6) == 0 ? Walk.PROGRAMS.get(1) : Walk.PROGRAMS.getFirst();
    }

    private JourneyId journey() {
        return new JourneyId(new UUID(3, below(JOURNEYS)));
    }

    private SessionId session() {
        var all = new ArrayList<>(walk.sessions.keySet());
        return all.isEmpty() || below(15) == 0
                ? new SessionId(new UUID(5, -1))
                : all.get(Math.max(0, all.size() - 1 - below(25)));
    }

    private EntryId fresh() {
        return new EntryId(new UUID(4, below(20) == 0 ? below(50) : ++ids));
    }

    private EntryId known() {
        return known(journey());
    }

    private EntryId known(JourneyId id) {
        var journey = walk.journeys.getOrDefault(id, Journey.UNENROLLED);
        var all = new ArrayList<>(
                below(8) == 0 ? journey.withdrawn() : journey.effective().keySet());
        return all.isEmpty() ? new EntryId(new UUID(4, below(1_000))) : one(all);
    }

    private EntryId missed(JourneyId id) {
        var all = walk.journeys.getOrDefault(id, Journey.UNENROLLED).absences().toList();
        return all.isEmpty() ? known(id) : one(all).entryId();
    }

    private @Nullable String note() {
        return below(6) == 0 ? text() : null;
    }

    private @Nullable LateReason late() {
        return below(6) == 0 ? null : one(LateReason.values());
    }

    private String text() {
        return one(
                List.of("Ana", "", " ", "עברית", "👋", "a\0b", "\ud83d", "x".repeat(5_000), "'; drop table event; --"));
    }

    private <T> T one(T[] values) {
        return values[below(values.length)];
    }

    private <T> T one(List<T> values) {
        return values.get(below(values.size()));
    }

    private int below(int bound) {
        return walk.chance.nextInt(bound);
    }
}

package org.throughline.standalone.demonstration;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.throughline.command.journey.JourneyCommand.CorrectEntry;
import org.throughline.command.journey.JourneyCommand.RecordAbsence;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.command.journey.JourneyCommand.VoidEntry;
import org.throughline.events.AbsenceKind;
import org.throughline.events.AbsenceReason;
import org.throughline.events.DischargeReason;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyId;
import org.throughline.events.LateReason;
import org.throughline.events.Modality;
import org.throughline.events.SessionId;
import org.throughline.events.SessionKind;
import org.throughline.events.VoidReason;
import org.throughline.standalone.demonstration.Meetings.Meeting;

/** How a patient came and stayed away, from admission to discharge. */
final class Attending {
    private static final List<AbsenceReason> REASONS = List.of(
            AbsenceReason.ILLNESS,
            AbsenceReason.WORK,
            AbsenceReason.WORK,
            AbsenceReason.FAMILY,
            AbsenceReason.TRANSPORT,
            AbsenceReason.COURT,
            AbsenceReason.HOLIDAY);
    private static final int OWN_SESSIONS = -2;

    private final Demonstration.Frame frame;
    private final Meetings meetings;
    private final Life life;
    private final JourneyId journey;
    private final DemonstrationAccount clinician;
    private final Pen pen;
    private final Chance chance;
    private final Returns returns;
    private final Set<SessionId> taken = new HashSet<>();
    private final NavigableSet<LocalDate> seen = new TreeSet<>();

    Attending(
            Demonstration.Frame frame,
            Meetings meetings,
            Life life,
            JourneyId journey,
            DemonstrationAccount clinician,
            int substance,
            Pen pen) {
        this.frame = frame;
        this.meetings = meetings;
        this.life = life;
        this.journey = journey;
        this.clinician = clinician;
        this.pen = pen;
        this.chance = Chance.of(frame.seed(), "attending/" + life.number());
        this.returns = new Returns(frame.seed(), life, journey, clinician, substance, pen);
        this.seen.add(life.admissionDay());
    }

    /** Writes it all down; gives the days of taking part, beginning with the admission. */
    NavigableSet<LocalDate> tell() {
        var expected = new ArrayList<Meeting>(
                meetings.of(life.program(), life.number() % meetings.groups(), life.admissionDay(), life.leavingDay()));
        expected.addAll(own());
        expected.removeIf(meeting -> meeting.starts().isBefore(life.admitted().plus(Duration.ofHours(2)))
                || !meeting.starts().isBefore(life.leaves()));
        expected.sort(Comparator.comparing(Meeting::starts));
        expected.forEach(this::meet);
        return seen;
    }

    /** Every other week the patient meets a counsellor alone; adolescents come with the family, too. */
    private List<Meeting> own() {
        var own = new ArrayList<Meeting>();
        var place = 0;
        for (var day = life.admissionDay().plusDays(6);
                day.isBefore(life.lastSeen());
                day = day.plusDays(14), place++) {
            var weekday = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0 ? day.with(DayOfWeek.FRIDAY) : day;
            var hour = life.program().begin().getHour() > 12 ? 13 : 14;
            var starts = weekday.atTime(hour, 15 * (life.number() % 4))
                    .atZone(life.program().zone())
                    .toInstant();
            var planned = starts.minus(Duration.ofDays(4));
            var what = "own/" + life.number() + "/" + place;
            own.add(new Meeting(
                    new SessionId(Chance.id(frame.seed(), planned, what)),
                    life.program(),
                    OWN_SESSIONS,
                    kind(place),
                    starts,
                    60,
                    planned,
                    false));
        }
        return own;
    }

    private SessionKind kind(int place) {
        if (life.program().adolescent() && place % 2 == 0) {
            return SessionKind.FAMILY_THERAPY;
        }
        return place % 3 == 2 ? SessionKind.CASE_MANAGEMENT : SessionKind.INDIVIDUAL_COUNSELLING;
    }

    private void meet(Meeting meeting) {
        if (meeting.group() == OWN_SESSIONS) {
            var at = meeting.planned().isBefore(life.admitted())
                    ? life.admitted().plus(Duration.ofMinutes(85))
                    : meeting.planned();
            pen.add(ProgramTale.schedule(frame, meeting, at, clinician, 1));
        }
        var comes = chance.falls(probability(meeting));
        var at = meeting.ends().plus(Duration.ofMinutes(chance.between(5, 55)));
        if (comes) {
            attended(meeting, at, null);
        } else {
            missed(meeting, at);
        }
        returns.after(meeting, comes, at);
    }

    private double probability(Meeting meeting) {
        var left = ChronoUnit.DAYS.between(meeting.day(), life.lastSeen());
        if (left < 0) {
            return 0;
        }
        return switch (life.reason()) {
            case DROPPED_OUT -> left <= 2 ? 0.85 : 0.93 * Math.clamp(0.35 + left / 30.0, 0.4, 1.0);
            case TERMINATED -> 0.88 * Math.clamp(0.55 + left / 30.0, 0.6, 1.0);
            case COMPLETED -> left <= 2 ? 0.98 : 0.94;
            case TRANSFERRED, INCARCERATED, DIED, OTHER -> 0.9;
        };
    }

    private void attended(Meeting meeting, Instant usually, @Nullable EntryId makeUpFor) {
        if (!taken.add(meeting.id())) {
            return;
        }
        seen.add(meeting.day());
        var late = makeUpFor == null && chance.falls(0.03);
        var at = late ? usually.plus(Duration.ofHours(chance.between(26, 140))) : usually;
        var entry = pen.entry(at);
        var minutes = chance.falls(0.88) ? meeting.minutes() : meeting.minutes() - 15 * chance.between(1, 3);
        pen.write(at, clinician, attendance(meeting, entry, at, minutes, makeUpFor, late ? whyLate() : null));
        if (makeUpFor == null && chance.falls(0.025)) {
            correct(meeting, entry, at, minutes);
        }
    }

    private RecordAttendance attendance(
            Meeting meeting,
            EntryId entry,
            Instant at,
            int minutes,
            @Nullable EntryId makeUpFor,
            @Nullable LateReason late) {
        return new RecordAttendance(
                journey,
                entry,
                at,
                meeting.id(),
                minutes,
                null,
                makeUpFor,
                life.program().modality() == Modality.VIDEO && chance.falls(0.06) ? Modality.AUDIO_ONLY : null,
                Notes.afterAGroup(chance),
                late);
    }

    private LateReason whyLate() {
        return chance.falls(0.85) ? LateReason.DOCUMENTATION_DELAYED : LateReason.SYSTEM_UNAVAILABLE;
    }

    private void correct(Meeting meeting, EntryId wrong, Instant recorded, int minutes) {
        var at = recorded.plus(Duration.ofMinutes(chance.between(40, 2_600)));
        var right = minutes == meeting.minutes() ? minutes - 15 * chance.between(1, 4) : meeting.minutes();
        var replacement = attendance(meeting, pen.entry(at), at, Math.max(right, 15), null, LateReason.LEARNED_LATER);
        pen.write(
                at,
                clinician,
                new CorrectEntry(journey, at, wrong, replacement, "The sign-in sheet says otherwise."),
                replacement.entryId());
    }

    private void missed(Meeting meeting, Instant at) {
        if (!taken.add(meeting.id())) {
            return;
        }
        var fading = life.reason() == DischargeReason.DROPPED_OUT
                && ChronoUnit.DAYS.between(meeting.day(), life.lastSeen()) < 14;
        var excused = chance.falls(fading ? 0.15 : 0.6);
        var entry = pen.entry(at);
        pen.write(
                at,
                clinician,
                new RecordAbsence(
                        journey,
                        entry,
                        at,
                        meeting.id(),
                        excused ? AbsenceKind.EXCUSED : AbsenceKind.NO_SHOW,
                        excused ? chance.oneOf(REASONS) : AbsenceReason.UNKNOWN,
                        excused ? meeting.starts().minus(Duration.ofMinutes(chance.between(20, 400))) : null,
                        Notes.afterAnAbsence(chance),
                        null));
        if (meeting.day().isAfter(life.lastSeen())) {
            return;
        }
        if (chance.falls(0.05)) {
            wasThereAfterAll(meeting, entry, at);
        } else if (meeting.group() != OWN_SESSIONS && chance.falls(excused ? 0.6 : 0.2)) {
            makeUp(meeting, entry);
        }
    }

    /** Somebody who came late was taken for absent. */
    private void wasThereAfterAll(Meeting meeting, EntryId wrong, Instant recorded) {
        var at = recorded.plus(Duration.ofMinutes(chance.between(30, 900)));
        pen.write(
                at,
                clinician,
                new VoidEntry(
                        journey, at, wrong, VoidReason.RECORDED_IN_ERROR, "Came late and was not seen at the door."),
                null);
        taken.remove(meeting.id());
        attended(meeting, at.plus(Duration.ofMinutes(3)), null);
    }

    private void makeUp(Meeting missed, EntryId absence) {
        meetings
                .of(
                        life.program(),
                        Meetings.MAKE_UP_GROUP,
                        missed.day().plusDays(1),
                        missed.day().plusDays(13))
                .stream()
                .filter(saturday -> !taken.contains(saturday.id())
                        && !saturday.day().isAfter(life.lastSeen())
                        && saturday.starts().isBefore(life.leaves()))
                .findFirst()
                .ifPresent(saturday ->
                        attended(saturday, saturday.ends().plus(Duration.ofMinutes(chance.between(5, 40))), absence));
    }
}

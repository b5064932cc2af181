package org.throughline.testing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.throughline.events.AbsenceKind;
import org.throughline.events.AbsenceReason;
import org.throughline.events.DischargeReason;
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
import org.throughline.events.JourneyEvent.DischargeRescinded;
import org.throughline.events.JourneyEvent.EntryVoided;
import org.throughline.events.JourneyEvent.RelapseRetracted;
import org.throughline.events.JourneyId;
import org.throughline.events.Modality;
import org.throughline.events.Occurred;
import org.throughline.events.PatientId;
import org.throughline.events.Personal;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.RelapseSeverity;
import org.throughline.events.RelapseSource;
import org.throughline.events.RescindReason;
import org.throughline.events.RetractionReason;
import org.throughline.events.SessionKind;
import org.throughline.events.VoidReason;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Program;

/** One journey told step by step: each step adds the event that a valid command would have caused. */
public final class JourneyHistory {
    private static final int ENTRIES_A_JOURNEY = 10_000;

    private final int number;
    private final Program program;
    private final List<JourneyEvent> events = new ArrayList<>();
    private int entries;
    private @Nullable EntryId correcting;
    private @Nullable Personal<String> note;

    JourneyHistory(int number, Program program) {
        this.number = number;
        this.program = program;
    }

    /** Its id. */
    public JourneyId id() {
        return Histories.journeyId(number);
    }

    /** Whose it is. */
    public PatientId patient() {
        return Histories.patient(number);
    }

    /** What happened so far. */
    public List<JourneyEvent> events() {
        return List.copyOf(events);
    }

    /** The journey as it stands. */
    public Journey folded() {
        return Journey.UNENROLLED.after(events);
    }

    /** The entry made last. */
    public EntryId last() {
        return entry(entries);
    }

    /** The entry made so many steps before the last. */
    public EntryId before(int steps) {
        return entry(entries - steps);
    }

    private EntryId entry(int count) {
        return Histories.entry(number * ENTRIES_A_JOURNEY + count);
    }

    /** A free text with the next step. */
    public JourneyHistory noting(String text) {
        note = Personal.known(text);
        return this;
    }

    /** Admission with nine hours a week. */
    public JourneyHistory enrolled(String local) {
        return enrolled(local, 540);
    }

    /** Admission with so many minutes a week agreed. */
    public JourneyHistory enrolled(String local, int weeklyMinutes) {
        var occurred = at(local);
        return add(new Enrolled(
                id(),
                patient(),
                next(),
                occurred,
                programPublished().programId(),
                programPublished().levelOfCare(),
                weeklyMinutes,
                "staff-7",
                Histories.teds(),
                List.of("F10.20"),
                new TreeMap<>(),
                null,
                null,
                policyVersion(occurred),
                note,
                null,
                correcting));
    }

    /** A session attended for all its minutes. */
    public JourneyHistory attended(String local, int minutes) {
        return attended(local, SessionKind.SKILLS_DEVELOPMENT, minutes, minutes);
    }

    /** A session attended for a part of its minutes. */
    public JourneyHistory attended(String local, SessionKind kind, int scheduledMinutes, int creditedMinutes) {
        return attended(local, kind, scheduledMinutes, creditedMinutes, null);
    }

    /** A session that makes up for a missed one. */
    public JourneyHistory madeUp(String local, int minutes, EntryId missed) {
        return attended(local, SessionKind.SKILLS_DEVELOPMENT, minutes, minutes, missed);
    }

    private JourneyHistory attended(
            String local, SessionKind kind, int scheduledMinutes, int creditedMinutes, @Nullable EntryId makeUpFor) {
        var occurred = at(local);
        var entry = next();
        return add(new SessionAttended(
                id(),
                patient(),
                entry,
                Histories.session(number * ENTRIES_A_JOURNEY + entries),
                occurred,
                kind,
                Modality.IN_PERSON,
                scheduledMinutes,
                creditedMinutes,
                creditedMinutes,
                null,
                null,
                makeUpFor,
                week(occurred),
                policyVersion(occurred),
                note,
                null,
                correcting));
    }

    /** A session missed without notice. */
    public JourneyHistory missed(String local, int minutes) {
        return missed(local, minutes, AbsenceKind.NO_SHOW, AbsenceReason.UNKNOWN);
    }

    /** A session missed. */
    public JourneyHistory missed(String local, int minutes, AbsenceKind absence, AbsenceReason reason) {
        var occurred = at(local);
        var entry = next();
        return add(new SessionMissed(
                id(),
                patient(),
                entry,
                Histories.session(number * ENTRIES_A_JOURNEY + entries),
                occurred,
                SessionKind.SKILLS_DEVELOPMENT,
                minutes,
                absence,
                reason,
                absence == AbsenceKind.EXCUSED ? occurred.at().minusSeconds(3600) : null,
                week(occurred),
                policyVersion(occurred),
                note,
                null,
                correcting));
    }

    /** A return to use, told by the patient. */
    public JourneyHistory relapsed(String local) {
        var occurred = at(local);
        return add(new RelapseReported(
                id(),
                patient(),
                next(),
                occurred,
                RelapseSource.SELF,
                2,
                RelapseSeverity.LAPSE,
                policyVersion(occurred),
                note,
                null,
                correcting));
    }

    /** A return to use taken back. */
    public JourneyHistory retracted(String local, EntryId relapse) {
        return add(new RelapseRetracted(id(), patient(), at(local), relapse, RetractionReason.NOT_CONFIRMED, note));
    }

    /** A call after which something is known. */
    public JourneyHistory followedUp(String local, FollowUpStatus status) {
        var occurred = at(local);
        return add(new FollowUpRecorded(
                id(),
                patient(),
                next(),
                occurred,
                FollowUpMethod.TELEPHONE,
                status,
                policyVersion(occurred),
                note,
                null,
                correcting));
    }

    /** The end, with the last contact on the same day. */
    public JourneyHistory discharged(String local, DischargeReason reason) {
        return discharged(local, reason, LocalDate.parse(local.substring(0, 10)));
    }

    /** The end. */
    public JourneyHistory discharged(String local, DischargeReason reason, LocalDate lastContact) {
        var occurred = at(local);
        return add(new Discharged(
                id(),
                patient(),
                next(),
                occurred,
                reason,
                lastContact,
                Histories.teds(),
                policyVersion(occurred),
                note,
                null,
                correcting));
    }

    /** The end taken back. */
    public JourneyHistory rescinded(String local, EntryId discharge) {
        return add(new DischargeRescinded(id(), patient(), at(local), discharge, RescindReason.PATIENT_RETURNED, note));
    }

    /** An entry that does not count, with nothing in its place. */
    public JourneyHistory voided(String local, EntryId entry, VoidReason reason) {
        return add(new EntryVoided(id(), patient(), at(local), entry, reason, null, note));
    }

    /** An entry voided as wrong. The next step tells the right one: the two belong to one append. */
    public JourneyHistory correcting(String local, EntryId entry) {
        add(new EntryVoided(id(), patient(), at(local), entry, VoidReason.CORRECTED, entry(entries + 1), note));
        correcting = entry;
        return this;
    }

    private EntryId next() {
        entries++;
        return last();
    }

    private JourneyHistory add(JourneyEvent event) {
        events.add(event);
        if (event instanceof JourneyEntry) {
            correcting = null;
        }
        note = null;
        return this;
    }

    /** A moment on the wall clock of this journey's program. */
    public Occurred at(String local) {
        return Histories.at(local, zone());
    }

    /** The instant of such a moment. */
    public Instant instant(String local) {
        return at(local).at();
    }

    private ZoneId zone() {
        return programPublished().timeZone();
    }

    private ProgramPublished programPublished() {
        return Objects.requireNonNull(program.published());
    }

    private LocalDate week(Occurred occurred) {
        return program.weekOf(occurred.day()).orElseThrow();
    }

    private int policyVersion(Occurred occurred) {
        return program.policyOn(occurred.day()).orElseThrow().version();
    }
}

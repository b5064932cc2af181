package org.throughline.command.journey;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.throughline.command.journey.JourneyCommand.Discharge;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.journey.JourneyCommand.EntryCommand;
import org.throughline.command.journey.JourneyCommand.RecordAbsence;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.command.journey.JourneyCommand.RecordFollowUp;
import org.throughline.command.journey.JourneyCommand.ReportRelapse;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyId;

/** Turns what was asked for into the command that records it, with the ids and the time given at the edge. */
final class RequestedEntry {
    private RequestedEntry() {}

    static EntryCommand command(EntryRequest request, JourneyId journey, EntryId entry, Instant now, String actor) {
        return switch (request) {
            case EntryRequest.Enrolment r ->
                new Enrol(
                        journey,
                        entry,
                        now,
                        r.patientId(),
                        r.programId(),
                        r.admittedAt(),
                        false,
                        r.weeklyMinutes(),
                        r.clinician() == null ? actor : r.clinician(),
                        r.teds() == null ? new TreeMap<>() : r.teds(),
                        r.diagnoses() == null ? List.of() : r.diagnoses(),
                        r.attributes() == null ? new TreeMap<>() : r.attributes(),
                        r.plannedDays(),
                        r.previous(),
                        r.note(),
                        r.late());
            case EntryRequest.Attendance r ->
                new RecordAttendance(
                        journey,
                        entry,
                        now,
                        r.sessionId(),
                        r.presentMinutes(),
                        r.creditedMinutes(),
                        r.makeUpFor(),
                        r.modality(),
                        r.note(),
                        r.late());
            case EntryRequest.Absence r ->
                new RecordAbsence(
                        journey,
                        entry,
                        now,
                        r.sessionId(),
                        r.absence(),
                        r.reason(),
                        r.notifiedAt(),
                        r.note(),
                        r.late());
            case EntryRequest.Relapse r ->
                new ReportRelapse(
                        journey,
                        entry,
                        now,
                        r.occurredAt(),
                        r.source(),
                        r.substance(),
                        r.severity(),
                        r.note(),
                        r.late());
            case EntryRequest.FollowUp r ->
                new RecordFollowUp(
                        journey, entry, now, r.occurredAt(), false, r.method(), r.status(), r.note(), r.late());
            case EntryRequest.End r ->
                new Discharge(
                        journey,
                        entry,
                        now,
                        r.occurredAt(),
                        false,
                        r.reason(),
                        r.lastContact(),
                        r.teds() == null ? new TreeMap<>() : r.teds(),
                        r.note(),
                        r.late());
        };
    }
}

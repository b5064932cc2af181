package org.throughline.command.journey;

import java.util.List;
import java.util.Map;
import org.throughline.events.EntryId;
import org.throughline.events.SessionId;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Patient;
import org.throughline.events.folds.Program;
import org.throughline.events.folds.Session;

/**
 * What the rules about a journey need from other streams.
 *
 * @param patient the patient of the journey; for an enrolment the one who is to be enrolled
 * @param program the program of the journey; for an enrolment the one to be enrolled in
 * @param sessions the sessions that the command names
 * @param authors who recorded each entry of the journey, by opaque id
 * @param others the patient's journeys, for what begins, ends, reopens or moves a journey; this one may be among them
 */
public record JourneyFacts(
        Patient patient,
        Program program,
        Map<SessionId, Session> sessions,
        Map<EntryId, String> authors,
        List<Journey> others) {
    public JourneyFacts {
        sessions = Map.copyOf(sessions);
        authors = Map.copyOf(authors);
        others = List.copyOf(others);
    }

    /** For commands that leave begin and end of the journey alone: the patient's other journeys are not asked for. */
    public JourneyFacts(
            Patient patient, Program program, Map<SessionId, Session> sessions, Map<EntryId, String> authors) {
        this(patient, program, sessions, authors, List.of());
    }
}

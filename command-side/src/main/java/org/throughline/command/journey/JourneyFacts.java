package org.throughline.command.journey;

import java.util.Map;
import org.throughline.events.EntryId;
import org.throughline.events.SessionId;
import org.throughline.events.folds.Patient;
import org.throughline.events.folds.Program;
import org.throughline.events.folds.Session;

/**
 * What the rules about a journey need from other streams.
 *
 * @param patient the patient of the journey
 * @param program the program of the journey
 * @param sessions the sessions that the command names
 * @param authors who recorded each entry of the journey
 */
public record JourneyFacts(
        Patient patient, Program program, Map<SessionId, Session> sessions, Map<EntryId, String> authors) {
    public JourneyFacts {
        sessions = Map.copyOf(sessions);
        authors = Map.copyOf(authors);
    }
}

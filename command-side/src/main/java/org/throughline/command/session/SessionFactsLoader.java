package org.throughline.command.session;

import java.util.List;
import java.util.stream.Stream;
import org.throughline.command.record.Streams;
import org.throughline.command.session.SessionCommand.CancelSession;
import org.throughline.command.session.SessionCommand.ScheduleSession;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyEntry;
import org.throughline.events.SessionId;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Program;
import org.throughline.events.folds.Session;

/** Loads what the rules about a session need from other streams. */
class SessionFactsLoader {
    private final Streams streams;

    SessionFactsLoader(Streams streams) {
        this.streams = streams;
    }

    SessionFacts load(Session session, SessionCommand command) {
        return switch (command) {
            case ScheduleSession c ->
                new SessionFacts(streams.read(c.programId().value()).program(c.programId()), List.of());
            case CancelSession c -> {
                var scheduled = session.scheduled();
                yield scheduled == null
                        ? new SessionFacts(Program.UNPUBLISHED, List.of())
                        : new SessionFacts(
                                streams.read(scheduled.programId().value()).program(scheduled.programId()),
                                recorded(c.sessionId()));
            }
        };
    }

    private List<EntryId> recorded(SessionId session) {
        return streams.journeysAt(session).stream()
                .flatMap(journey -> entries(journey, session))
                .toList();
    }

    private static Stream<EntryId> entries(Journey journey, SessionId session) {
        return Stream.concat(
                        journey.attendances()
                                .filter(attended -> attended.sessionId().equals(session)),
                        journey.absences().filter(missed -> missed.sessionId().equals(session)))
                .map(JourneyEntry::entryId);
    }
}

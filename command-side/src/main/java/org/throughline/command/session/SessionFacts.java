package org.throughline.command.session;

import org.throughline.command.record.Streams;
import org.throughline.command.session.SessionCommand.CancelSession;
import org.throughline.command.session.SessionCommand.ScheduleSession;
import org.throughline.events.folds.Program;
import org.throughline.events.folds.Session;

/** Loads what the rules about a session need from other streams. */
class SessionFacts {
    private final Streams streams;

    SessionFacts(Streams streams) {
        this.streams = streams;
    }

    /** The program that holds the session. */
    Program program(Session session, SessionCommand command) {
        return switch (command) {
            case ScheduleSession c -> streams.read(c.programId().value()).program(c.programId());
            case CancelSession ignored -> {
                var scheduled = session.scheduled();
                yield scheduled == null
                        ? Program.UNPUBLISHED
                        : streams.read(scheduled.programId().value()).program(scheduled.programId());
            }
        };
    }
}

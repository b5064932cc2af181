package org.throughline.command.intake;

import java.util.List;
import org.throughline.command.journey.JourneyCommand.EntryCommand;
import org.throughline.command.patient.PatientCommand.RegisterPatient;
import org.throughline.command.session.SessionCommand.ScheduleSession;
import org.throughline.events.JourneyId;

/** The commands that a row becomes. */
sealed interface Translated {
    /** Where the row begins. */
    long line();

    /** A patient and what happened on the journey, the admission first. */
    record OfJourney(long line, RegisterPatient patient, List<EntryCommand> entries) implements Translated {
        JourneyId journey() {
            return entries.getFirst().journeyId();
        }
    }

    /** A session, which other rows may be about too, and who attended or missed it. */
    record OfAttendance(long line, ScheduleSession session, EntryCommand entry) implements Translated {}
}

package org.throughline.events;

import java.util.UUID;

/** Something that happened. Once recorded it is history: nothing changes it, and every later reader must understand it. */
public sealed interface HistoryEvent permits PatientEvent, JourneyEvent, ProgramEvent, SessionEvent {
    /** When it happened, as opposed to when it was recorded. */
    Occurred occurred();

    /** The stream it belongs to: the id of the patient, journey, program or session. */
    UUID stream();
}

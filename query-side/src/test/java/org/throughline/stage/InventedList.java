package org.throughline.stage;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.throughline.events.JourneyId;
import org.throughline.events.PatientId;
import org.throughline.events.PersonName;
import org.throughline.query.worklist.Worklist;
import org.throughline.query.worklist.Worklist.Reason;

/** A few invented journeys on the list. */
final class InventedList {
    private InventedList() {}

    static Worklist.Page page() {
        return new Worklist.Page(
                List.of(
                        row(
                                1,
                                new PersonName("Amara", "Okonkwo"),
                                List.of(Reason.RELAPSE_WITHOUT_CONTACT, Reason.HOURS_SHORT),
                                1,
                                6,
                                360),
                        new Worklist.Row(
                                InventedJourney.JOURNEY,
                                InventedJourney.PATIENT,
                                Optional.of(new PersonName("Maya", "Lindqvist-O’Brien")),
                                InventedJourney.PROGRAM,
                                "Harbor Evening IOP",
                                "2.1",
                                "c-ada",
                                LocalDate.of(2026, 1, 6),
                                List.of(Reason.ABSENCES_IN_A_ROW, Reason.SILENCE, Reason.HOURS_SHORT),
                                4,
                                InventedJourney.NOW,
                                17,
                                120,
                                540,
                                null),
                        row(3, new PersonName("יעל", "בן־דוד"), List.of(Reason.HOURS_SHORT), 0, 2, 420),
                        row(4, null, List.of(), 0, 1, 540),
                        row(5, new PersonName("<b>Robert", "'); DROP TABLE--"), List.of(), 0, 0, 600)),
                31,
                3);
    }

    private static Worklist.Row row(
            int number,
            @org.jspecify.annotations.Nullable PersonName name,
            List<Reason> reasons,
            int absences,
            int silent,
            int credited) {
        return new Worklist.Row(
                new JourneyId(new UUID(3, number)),
                new PatientId(new UUID(4, number)),
                Optional.ofNullable(name),
                InventedJourney.PROGRAM,
                "Harbor Evening IOP",
                "2.1",
                "c-ada",
                LocalDate.of(2026, 2, number),
                reasons,
                absences,
                InventedJourney.NOW,
                silent,
                credited,
                540,
                LocalDate.of(2026, 3, 1));
    }
}

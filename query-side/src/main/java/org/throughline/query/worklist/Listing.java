package org.throughline.query.worklist;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.throughline.events.JourneyId;
import org.throughline.events.PersonName;
import org.throughline.query.page.Times;
import org.throughline.query.page.Words;
import org.throughline.query.timeline.JourneySummary;

/**
 * A part of the list of journeys as it is answered.
 *
 * @param heading what the list holds, with its count
 * @param page from 0
 * @param more whether there is another page
 */
record Listing(List<Line> lines, String heading, int page, boolean more) {
    Listing {
        lines = List.copyOf(lines);
    }

    /** A short reason why somebody is needed. */
    record Chip(String tone, String words) {}

    /**
     * One journey.
     *
     * @param name null if it cannot be told
     * @param erased whether it cannot be told because it is erased
     * @param week what was credited last week; null if there was no full week yet
     */
    record Line(
            JourneyId journey,
            @Nullable String name,
            boolean erased,
            String program,
            String level,
            String clinician,
            String status,
            List<Chip> chips,
            @Nullable Week week,
            String lastContact) {}

    /** The last full week. */
    record Week(String credited, String required, int percent, boolean isShort) {}

    static Line line(Worklist.Row row, boolean erased, String clinician) {
        return new Line(
                row.journey(),
                row.name().map(Listing::full).orElse(null),
                erased,
                row.programName(),
                Words.level(row.levelOfCare()),
                clinician,
                "Since " + Times.day(row.admittedOn()),
                chips(row),
                week(row.lastWeekCredited(), row.lastWeekRequired()),
                switch (row.silentDays()) {
                    case 0 -> "Today";
                    case 1 -> "Yesterday";
                    default -> row.silentDays() + " days ago";
                });
    }

    static Line line(
            JourneySummary journey, Optional<PersonName> name, boolean erased, String program, String clinician) {
        var status = switch (journey.status()) {
            case OPEN -> "Since " + Times.day(journey.admittedOn());
            case DISCHARGED -> ended(journey);
            case WITHDRAWN -> "Admission struck out";
        };
        return new Line(
                journey.journey(),
                name.map(Listing::full).orElse(null),
                erased,
                program,
                Words.level(journey.levelOfCare()),
                clinician,
                status,
                List.of(new Chip(
                        journey.status() == JourneySummary.Status.OPEN ? "accent" : "",
                        journey.status() == JourneySummary.Status.OPEN ? "Open" : "Ended")),
                null,
                Times.day(journey.lastOccurred().atZone(journey.zone()).toLocalDate()));
    }

    private static String ended(JourneySummary journey) {
        var reason = journey.dischargeReason();
        var day = journey.dischargedOn();
        return (reason == null ? "Discharged" : Words.of(reason)) + (day == null ? "" : " · " + Times.day(day));
    }

    static String full(PersonName name) {
        return name.given() + " " + name.family();
    }

    private static List<Chip> chips(Worklist.Row row) {
        var chips = new ArrayList<Chip>();
        for (var reason : row.reasons()) {
            chips.add(
                    switch (reason) {
                        case RELAPSE_WITHOUT_CONTACT ->
                            new Chip("alarm", "Return to use" + on(row.lastRelapse()) + ", no contact since");
                        case ABSENCES_IN_A_ROW -> new Chip("alarm", row.absencesInARow() + " absences in a row");
                        case SILENCE -> new Chip("warn", "No contact for " + row.silentDays() + " days");
                        case HOURS_SHORT -> new Chip("warn", "Hours short last week");
                    });
        }
        return chips;
    }

    private static String on(@Nullable LocalDate day) {
        return day == null ? "" : " " + Times.day(day);
    }

    private static @Nullable Week week(@Nullable Integer credited, @Nullable Integer required) {
        if (credited == null || required == null) {
            return null;
        }
        var percent = required == 0 ? 100 : Math.min(100, credited * 100 / required);
        return new Week(Words.hours(credited), Words.hours(required), percent, credited < required);
    }
}

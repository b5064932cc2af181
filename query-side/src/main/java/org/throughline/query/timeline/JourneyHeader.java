package org.throughline.query.timeline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.throughline.events.JourneyId;
import org.throughline.events.Source;
import org.throughline.query.identity.Patients.Identity;
import org.throughline.query.page.Times;
import org.throughline.query.page.Words;

/**
 * What stands above a timeline.
 *
 * @param name null if it cannot be told
 * @param erased whether it cannot be told because the personal data is erased
 * @param door how it came in, if not from a page or program
 * @param reason why it was opened from another program; null if it was not
 * @param records whether the reader may record on it from here
 * @param forms what can be recorded on it now
 */
public record JourneyHeader(
        JourneyId journey,
        long version,
        @Nullable String name,
        boolean erased,
        String program,
        String status,
        String tone,
        @Nullable String door,
        List<Fact> facts,
        @Nullable String reason,
        @Nullable String reasonCode,
        boolean records,
        List<Form> forms) {

    public JourneyHeader {
        facts = List.copyOf(facts);
        forms = List.copyOf(forms);
    }

    /** Something known of a journey. */
    public record Fact(String label, String value) {}

    /** A form that is offered. */
    public record Form(String kind, String icon, String label) {}

    private static final Form ATTENDANCE = new Form("attendance", "attended", "Attendance");
    private static final Form ABSENCE = new Form("absence", "missed", "Absence");
    private static final Form RELAPSE = new Form("relapse", "relapse", "Return to use");
    private static final Form FOLLOW_UP = new Form("follow-up", "follow-up", "Follow-up");
    private static final Form DISCHARGE = new Form("discharge", "discharged", "Discharge");

    /** What the address of a part of the page needs behind it, so that the reason goes along. */
    public String suffix() {
        return reasonCode == null ? "" : "?reason=" + reasonCode;
    }

    /** Who reads it, as far as it matters for what is shown. */
    record Reader(
            boolean records,
            @Nullable String reason,
            @Nullable String reasonCode) {}

    static JourneyHeader of(
            JourneySummary journey,
            Optional<Identity> patient,
            boolean erased,
            String program,
            String clinician,
            Reader reader,
            Instant now) {
        var open = journey.status() == JourneySummary.Status.OPEN;
        return new JourneyHeader(
                journey.journey(),
                journey.version(),
                patient.map(identity ->
                                identity.name().given() + " " + identity.name().family())
                        .orElse(null),
                erased,
                program,
                status(journey, now),
                open ? "accent" : "",
                door(journey.source()),
                facts(journey, patient, clinician, now),
                reader.reason(),
                reader.reasonCode(),
                reader.records(),
                open
                        ? List.of(ATTENDANCE, ABSENCE, RELAPSE, FOLLOW_UP, DISCHARGE)
                        : List.of(RELAPSE, FOLLOW_UP, ATTENDANCE, ABSENCE));
    }

    private static @Nullable String door(String source) {
        return Stream.of(Source.values())
                .filter(known -> known.code().equals(source))
                .findFirst()
                .map(known -> JourneyView.door(known, null))
                .orElse(null);
    }

    private static String status(JourneySummary journey, Instant now) {
        return switch (journey.status()) {
            case OPEN -> "Open · day " + day(journey, now.atZone(journey.zone()).toLocalDate());
            case DISCHARGED -> {
                var reason = journey.dischargeReason();
                yield reason == null ? "Discharged" : Words.of(reason);
            }
            case WITHDRAWN -> "Admission struck out";
        };
    }

    /** The day of admission is day 1. */
    private static long day(JourneySummary journey, LocalDate day) {
        return ChronoUnit.DAYS.between(journey.admittedOn(), day) + 1;
    }

    private static List<Fact> facts(JourneySummary journey, Optional<Identity> patient, String clinician, Instant now) {
        var today = now.atZone(journey.zone()).toLocalDate();
        var facts = new ArrayList<Fact>();
        patient.map(Identity::birthDate)
                .map(born -> ChronoUnit.YEARS.between(born, today))
                .ifPresent(age -> facts.add(new Fact("Age", age + " years")));
        facts.add(new Fact("Level of care", Words.level(journey.levelOfCare())));
        facts.add(new Fact("Admitted", Times.day(journey.admittedOn())));
        var left = journey.dischargedOn();
        if (left != null) {
            facts.add(new Fact("Discharged", Times.day(left) + " · day " + day(journey, left)));
        }
        if (!clinician.isEmpty()) {
            facts.add(new Fact("Clinician", clinician));
        }
        facts.add(new Fact(
                "Last entry",
                Times.day(journey.lastOccurred().atZone(journey.zone()).toLocalDate())));
        facts.add(new Fact("Times shown in", Words.of(journey.zone())));
        return facts;
    }
}

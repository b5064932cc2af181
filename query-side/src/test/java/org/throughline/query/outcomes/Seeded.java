package org.throughline.query.outcomes;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.throughline.events.ProgramId;
import org.throughline.query.outcome.Bundles;
import org.throughline.query.outcome.CountedJourney;
import org.throughline.query.outcomes.survival.Observation;
import org.throughline.query.outcomes.survival.Observations;
import org.throughline.testing.Histories;
import tools.jackson.databind.json.JsonMapper;

/**
 * A journey as the read model has it, made by chance, the same in every run.
 *
 * @param patient the number of the patient, of whom there may be several journeys
 * @param reason null while open
 * @param died the day of death without a return known
 * @param later whether a relapse was reported of a day after observation
 */
record Seeded(
        int patient,
        ProgramId program,
        String level,
        String source,
        Map<String, Integer> teds,
        Map<String, String> attributes,
        @Nullable Integer reason,
        @Nullable Integer stay,
        @Nullable Integer los,
        @Nullable Integer relapse,
        @Nullable Integer returnOrLost,
        @Nullable Integer died,
        boolean later,
        int known) {
    static final ProgramId RIVERSIDE = Histories.program(1);
    static final ProgramId HARBOUR = Histories.program(2);
    static final ProgramId STUDY = Histories.program(3);
    /** Residential programs, one of them of a few patients only, and a program of three patients who come again and again. */
    static final ProgramId EAST = Histories.program(4);

    static final ProgramId WEST = Histories.program(5);
    static final ProgramId AGAIN = Histories.program(6);

    static final LocalDate ADMITTED = LocalDate.of(2026, 1, 5);

    /** Up to when open journeys that are not imported are known to be open. */
    static final int COUNTED_ON = 161;

    /** So many synthetic journeys in four programs, some of them small, twelve of three patients, and an imported study. */
    static List<Seeded> journeys(int count) {
        var chance = new Random(20260105);
        var journeys = new ArrayList<Seeded>();
        for (var number = 0; number < count; number++) {
            var program = number % 12 == 0 ? HARBOUR : number % 15 == 1 ? EAST : number % 100 == 5 ? WEST : RIVERSIDE;
            // now and then somebody comes again
            var patient = number % 10 == 3 ? number - 1 : number;
            journeys.add(one(chance, patient, program, "demonstration", Map.of()));
        }
        for (var number = 0; number < 12; number++) {
            journeys.add(one(chance, 10_000 + number % 3, AGAIN, "demonstration", Map.of()));
        }
        for (var number = 0; number < 120; number++) {
            journeys.add(one(chance, 20_000 + number, STUDY, "import", Map.of("treat", number % 2 == 0 ? "0" : "1")));
        }
        return journeys;
    }

    private static Seeded one(
            Random chance, int patient, ProgramId program, String source, Map<String, String> attributes) {
        var open = chance.nextInt(8) == 0;
        var stay = chance.nextInt(130);
        var relapse = chance.nextInt(3) == 0 ? (Integer) chance.nextInt(200) : null;
        var lost = chance.nextInt(3) == 0 ? (Integer) chance.nextInt(200) : null;
        var teds = chance.nextInt(20) == 0
                ? Map.<String, Integer>of()
                : Map.of(
                        "SEX", 1 + chance.nextInt(2),
                        "AGE", 2 + chance.nextInt(11),
                        "SUB1", 2 + chance.nextInt(14),
                        "PSOURCE", 1 + chance.nextInt(7));
        var either = lost == null ? relapse : relapse == null ? lost : (Integer) Math.min(relapse, lost);
        var died = relapse == null && chance.nextInt(15) == 0 ? (Integer) chance.nextInt(200) : null;
        return new Seeded(
                patient,
                program,
                List.of(STUDY, EAST, WEST).contains(program) ? "3.5" : "2.1",
                source,
                teds,
                attributes,
                open ? null : (Integer) (1 + Math.min(6, chance.nextInt(12))),
                open ? null : (Integer) stay,
                open ? null : (Integer) Math.max(1, stay),
                relapse,
                either,
                died,
                relapse == null && chance.nextInt(10) == 0,
                stay + chance.nextInt(60));
    }

    private Observation open() {
        return Observation.censored(source.equals("import") ? known : COUNTED_ON);
    }

    /** What is known of retention. */
    Observation retention() {
        return stay == null ? open() : Observation.event(stay);
    }

    private Observation unseen() {
        return Observation.censored(died == null ? known : died);
    }

    /** What is known of relapse. */
    Observation firstRelapse() {
        return relapse == null ? unseen() : Observation.event(relapse);
    }

    /** The same, death before it being another cause. */
    Observation returned() {
        return relapse == null && died != null ? new Observation(died, 2) : firstRelapse();
    }

    /** What is known of relapse or loss. */
    Observation lost() {
        return returnOrLost == null ? unseen() : Observation.event(returnOrLost);
    }

    /** How it ended, as one of the competing causes. */
    Observation ending() {
        if (reason == null || stay == null) {
            return open();
        }
        return new Observation(stay, Math.min(reason, 3));
    }

    static Observations of(List<Seeded> journeys, Function<Seeded, Observation> what) {
        return Observations.of(journeys.stream().map(what).toList());
    }

    /** As the read model has it. */
    Bundles.Of counted(JsonMapper json) {
        return new Bundles.Of(
                Histories.patient(patient).value(),
                new CountedJourney(
                        program.value(),
                        level,
                        source,
                        json.writeValueAsString(attributes),
                        teds.get("SEX"),
                        teds.get("AGE"),
                        teds.get("PSOURCE"),
                        teds.get("SUB1"),
                        (int) ADMITTED.toEpochDay(),
                        reason == null ? 0 : reason,
                        stay,
                        los,
                        known,
                        relapse != null ? relapse : died != null ? died : known,
                        relapse != null
                                ? CountedJourney.Observation.RETURNED
                                : died != null ? CountedJourney.Observation.DIED : CountedJourney.Observation.ENDED,
                        returnOrLost != null ? returnOrLost : died != null ? died : known,
                        returnOrLost != null,
                        later,
                        later));
    }
}

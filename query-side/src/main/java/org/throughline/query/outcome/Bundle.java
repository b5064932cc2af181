package org.throughline.query.outcome;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.throughline.query.feed.FactReader;
import org.throughline.query.feed.FactWriter;
import org.throughline.query.outcome.CountedJourney.Observation;

/**
 * Journeys that are counted together, written as shortly as they can be: a million of them are counted in less than it
 * takes to read a million rows. All journeys of a patient are in the same bundle, which is how those who came more than
 * once are found. Whoever counts reads no id of a journey or a patient: these are kept apart, for those who write.
 */
public final class Bundle {
    /** A power of two. With a million journeys thirty of them are in one. */
    private static final int COUNT = 32_768;

    private static final int RETURNED_OR_LOST = 4;
    private static final int RELAPSE_LATER = 8;
    private static final int RETURN_LATER = 16;
    private static final int OBSERVATION = 3;

    private final TreeMap<UUID, TreeMap<UUID, CountedJourney>> patients = new TreeMap<>();

    /** The number of the bundle that a patient's journeys are in. */
    public static int of(UUID patient) {
        // ids are made of the time and of chance, which is what they end with
        return (int) (patient.getLeastSignificantBits() & (COUNT - 1));
    }

    /** A bundle as it is kept. */
    static Bundle read(byte[] members, byte[] counted) {
        var bundle = new Bundle();
        var ids = new FactReader(members);
        for (var patient : journeys(counted)) {
            var journeys = bundle.patients.computeIfAbsent(ids.id(), _ -> new TreeMap<>());
            patient.forEach(journey -> journeys.put(ids.id(), journey));
        }
        return bundle;
    }

    /** Adds a journey, or replaces what was counted of it. */
    public void put(UUID patient, UUID journey, CountedJourney counted) {
        patients.computeIfAbsent(patient, _ -> new TreeMap<>()).put(journey, counted);
    }

    void remove(UUID patient, UUID journey) {
        patients.computeIfPresent(patient, (_, journeys) -> {
            journeys.remove(journey);
            return journeys.isEmpty() ? null : journeys;
        });
    }

    boolean isEmpty() {
        return patients.isEmpty();
    }

    /** Whose journeys they are, and which, in the order of {@link #counted}. */
    public byte[] members() {
        var facts = new FactWriter();
        patients.forEach((patient, journeys) -> {
            facts.id(patient);
            journeys.keySet().forEach(facts::id);
        });
        return facts.written();
    }

    /** What is counted of them. */
    public byte[] counted() {
        var programs = new LinkedHashMap<UUID, Integer>();
        var texts = new LinkedHashMap<String, Integer>();
        var body = new FactWriter();
        for (var journeys : patients.values()) {
            body.number(journeys.size());
            for (var journey : journeys.values()) {
                body.number(number(journey.program(), programs));
                body.number(number(journey.level(), texts));
                body.number(number(journey.source(), texts));
                body.number(number(journey.attributes(), texts));
                write(body, journey);
            }
        }
        var facts = new FactWriter();
        facts.number(programs.size());
        programs.keySet().forEach(facts::id);
        facts.number(texts.size());
        texts.keySet().forEach(facts::text);
        facts.append(body);
        return facts.written();
    }

    private static <T> int number(T value, Map<T, Integer> known) {
        var number = known.putIfAbsent(value, known.size());
        return number == null ? known.size() - 1 : number;
    }

    private static void write(FactWriter facts, CountedJourney journey) {
        facts.numberIfAny(journey.sex());
        facts.numberIfAny(journey.age());
        facts.numberIfAny(journey.referral());
        facts.numberIfAny(journey.substance());
        facts.number(journey.admitted());
        facts.code(journey.reason());
        facts.numberIfAny(journey.stay());
        facts.numberIfAny(journey.los());
        facts.number(journey.lastKnown());
        facts.number(journey.observed());
        facts.number(journey.asked());
        facts.code(journey.observation().code()
                + (journey.returnedOrLost() ? RETURNED_OR_LOST : 0)
                + (journey.relapseLater() ? RELAPSE_LATER : 0)
                + (journey.returnLater() ? RETURN_LATER : 0));
    }

    /** The journeys of a bundle, those of a patient together. */
    public static List<List<CountedJourney>> journeys(byte[] counted) {
        var facts = new FactReader(counted);
        if (!facts.more()) {
            return List.of();
        }
        var programs = new UUID[facts.number()];
        for (int i = 0; i < programs.length; i++) {
            programs[i] = facts.id();
        }
        var texts = new String[facts.number()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = facts.text();
        }
        var patients = new ArrayList<List<CountedJourney>>();
        while (facts.more()) {
            var journeys = new ArrayList<CountedJourney>(1);
            for (var left = facts.number(); left > 0; left--) {
                journeys.add(journey(facts, programs, texts));
            }
            patients.add(journeys);
        }
        return patients;
    }

    private static CountedJourney journey(FactReader facts, UUID[] programs, String[] texts) {
        var program = programs[facts.number()];
        var level = texts[facts.number()];
        var source = texts[facts.number()];
        var attributes = texts[facts.number()];
        var sex = facts.numberIfAny();
        var age = facts.numberIfAny();
        var referral = facts.numberIfAny();
        var substance = facts.numberIfAny();
        var admitted = facts.number();
        var reason = facts.code();
        var stay = facts.numberIfAny();
        var los = facts.numberIfAny();
        var lastKnown = facts.number();
        var observed = facts.number();
        var asked = facts.number();
        var ends = facts.code();
        return new CountedJourney(
                program,
                level,
                source,
                attributes,
                sex,
                age,
                referral,
                substance,
                admitted,
                reason,
                stay,
                los,
                lastKnown,
                observed,
                Observation.of(ends & OBSERVATION),
                asked,
                (ends & RETURNED_OR_LOST) != 0,
                (ends & RELAPSE_LATER) != 0,
                (ends & RETURN_LATER) != 0);
    }
}

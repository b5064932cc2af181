package org.throughline.query.outcomes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each figure means, in a sentence. */
final class Definitions {
    private static final Map<String, String> ALL = all();

    private Definitions() {}

    /** By the figure's name. */
    static Map<String, String> byName() {
        return ALL;
    }

    private static Map<String, String> all() {
        var all = new LinkedHashMap<String, String>();
        all.put(
                "journeys",
                "Admissions that count: one a journey, so that a patient who came twice counts twice."
                        + " Admissions that were voided don’t count.");
        all.put("discharged", "Journeys with a discharge that counts, neither rescinded nor voided.");
        all.put("open", "Journeys without a discharge.");
        all.put("completed", "Discharged with TEDS REASON 1, treatment completed, of all discharged.");
        all.put(
                "completedOrTransferred",
                "Discharged with TEDS REASON 1 or 4, completed or transferred, of all discharged: the convention of TEDS,"
                        + " for which a transfer goes on elsewhere.");
        all.put("reasons", "TEDS REASON at discharge, of all discharged. Open journeys are not in it.");
        all.put("stays", "Plain days from admission to discharge, of the discharged; 0 if on the same day.");
        all.put(
                "tedsStays",
                "TEDS’s LOS: days from admission to last contact, and one more in outpatient care; at least 1. Of the"
                        + " discharged. Quartiles are interpolated linearly.");
        all.put(
                "retention",
                "Still in treatment by day: Kaplan–Meier from admission, discharge for whatever reason being the event;"
                        + " open journeys are followed up to the last day that anything is known of the patient.");
        all.put(
                "firstRelapse",
                "No return to use by day: Kaplan–Meier from admission to the first use reported as a relapse or found at a"
                        + " follow-up, in treatment or after it; the others are followed up to the last day that anything"
                        + " is known. A source that cannot tell return to use from loss is not counted as one.");
        all.put(
                "returnOrLost",
                "Neither return to use nor loss by day: Kaplan–Meier from admission to the first of a relapse, a return to"
                        + " use found at a follow-up, and loss to follow-up; it takes every loss for a return.");
        all.put(
                "endings",
                "The share of all admitted that completed, dropped out (REASON 2) or ended otherwise (REASON 3 to 7) by"
                        + " day: cumulative incidence by Aalen and Johansen, each ending competing with the others.");
        all.put(
                "comparison",
                "Log-rank test of all groups that are told: how often chance alone would give curves that differ as much"
                        + " or more. It says nothing of why they differ.");
        all.put(
                "intervals",
                "All intervals are of 95%: of shares by Wilson’s score, of curves on the logarithmic scale with"
                        + " Greenwood’s error.");
        all.put(
                "smallCells",
                "Numbers of one to ten people are hidden, and others that would give them away; curves are told in steps"
                        + " of more than ten events.");
        return Collections.unmodifiableMap(all);
    }
}

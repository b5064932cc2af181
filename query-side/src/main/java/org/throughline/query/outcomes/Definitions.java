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
                "Admissions that count: one a journey, so that a patient who came twice counts twice, and all figures"
                        + " take the two for independent. Admissions that were voided don’t count.");
        all.put("discharged", "Journeys with a discharge that counts, neither rescinded nor voided.");
        all.put("open", "Journeys without a discharge.");
        all.put("completed", "Discharged with TEDS REASON 1, treatment completed, of all discharged.");
        all.put(
                "completedOrTransferred",
                "Discharged with TEDS REASON 1 or 4, completed or transferred, of all discharged: the convention of"
                        + " TEDS, for which a transfer goes on elsewhere.");
        all.put("reasons", "TEDS REASON at discharge, of all discharged. Open journeys are not in it.");
        all.put("stays", "Plain days from admission to discharge, of the discharged; 0 if on the same day.");
        all.put(
                "tedsStays",
                "TEDS’s LOS: days from admission to last contact, and one more in outpatient care; at least 1. Of the"
                        + " discharged. Quartiles are interpolated linearly.");
        all.put(
                "retention",
                "Still in treatment by day: Kaplan–Meier from admission, discharge for whatever reason, death"
                        + " included, being the event. Who is not discharged is followed up to the day that the position"
                        + " counted was recorded on; in imports, up to the last day that anything is known of.");
        all.put(
                "firstRelapse",
                "No return to use by day: Kaplan–Meier from admission to the first use reported, or found at a"
                        + " follow-up and then dated on its day, in treatment or after it. Everybody is observed up to the"
                        + " last session attended, last contact, or follow-up that found the patient. A report of a later"
                        + " day is not counted: it comes only of those who returned. Death ends observation: the curve"
                        + " tells of a return had nobody died. A source that cannot tell return from loss is not counted"
                        + " as one.");
        all.put(
                "returns",
                "The share of all admitted that returned to use, or died without a return known, by day: cumulative"
                        + " incidence by Aalen and Johansen, the two competing. Days are those of the curve of no"
                        + " return.");
        all.put(
                "returnOrLost",
                "Neither return to use nor loss by day: Kaplan–Meier from admission to the first of a relapse, a"
                        + " return to use found at a follow-up, and loss to follow-up; it takes every loss for a return."
                        + " Observed up to the last follow-up, whatever it found, otherwise as for the return to use;"
                        + " death ends it.");
        all.put(
                "endings",
                "The share of all admitted that completed, dropped out (REASON 2) or ended otherwise (REASON 3 to 7)"
                        + " by day: cumulative incidence by Aalen and Johansen, each ending competing with the others."
                        + " Open journeys are followed as for still in treatment.");
        all.put(
                "comparison",
                "Log-rank test of the groups that are told, without “Not recorded” and “All others”: how often chance"
                        + " alone would give curves that differ as much or more. It says nothing of why they differ.");
        all.put(
                "intervals",
                "All intervals are of 95%: of shares by Wilson’s score, of Kaplan–Meier curves on the logarithmic"
                        + " scale with Greenwood’s error, of cumulative incidences on the scale log(−log) with Aalen’s"
                        + " variance.");
        all.put(
                "smallCells",
                "Numbers of one to ten people or journeys are hidden, and others from which they could be had. Of the"
                        + " groups of a comparison, the largest are told alike, of the others at most how many they are."
                        + " Curves and at-risk tables are told for the morning of some days, with nobody or more than ten"
                        + " having the event between.");
        return Collections.unmodifiableMap(all);
    }
}

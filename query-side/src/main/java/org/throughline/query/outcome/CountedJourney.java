package org.throughline.query.outcome;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A journey as it is counted: what groups it, and what became of it. Days are counted from the admission, and none is
 * before it, whatever was recorded. It says neither whose journey it is nor which.
 *
 * @param attributes further coded attributes of the admission, as JSON
 * @param sex TEDS SEX, raw, if it is recorded; as are the three after it
 * @param age TEDS AGE
 * @param referral TEDS PSOURCE
 * @param substance TEDS SUB1
 * @param admitted the day of admission, as {@link java.time.LocalDate#toEpochDay} counts
 * @param reason TEDS REASON; 0 while the journey is open
 * @param stay the day of discharge; null while the journey is open
 * @param los TEDS length of stay; null while the journey is open
 * @param lastKnown the last day anything is known of
 * @param observed the first day of a return to use; else of death; else the end of observation
 * @param observation what {@code observed} is
 * @param asked the first day of a return to use or loss; else of death; else the end of asking
 * @param returnedOrLost whether {@code asked} is the first of these
 * @param relapseLater whether a relapse was reported of a day after the observation, and none during it
 * @param returnLater the same after the asking
 */
public record CountedJourney(
        UUID program,
        String level,
        String source,
        String attributes,
        @Nullable Integer sex,
        @Nullable Integer age,
        @Nullable Integer referral,
        @Nullable Integer substance,
        int admitted,
        int reason,
        @Nullable Integer stay,
        @Nullable Integer los,
        int lastKnown,
        int observed,
        Observation observation,
        int asked,
        boolean returnedOrLost,
        boolean relapseLater,
        boolean returnLater) {
    /** How an observation ended. */
    public enum Observation {
        /** Without anything else. */
        ENDED(0),
        /** With a return to use. */
        RETURNED(1),
        /** With death. */
        DIED(2);

        private final int code;

        Observation(int code) {
            this.code = code;
        }

        /** As it is stored and counted. */
        public int code() {
            return code;
        }

        static Observation of(int code) {
            return switch (code) {
                case 0 -> ENDED;
                case 1 -> RETURNED;
                case 2 -> DIED;
                default -> throw new IllegalArgumentException("no observation is stored as " + code);
            };
        }
    }
}

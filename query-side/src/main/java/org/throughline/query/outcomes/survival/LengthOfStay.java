package org.throughline.query.outcomes.survival;

/**
 * How long a patient stayed, in days.
 *
 * @param days from admission to last contact, by the definition it was made with
 */
public record LengthOfStay(int days) {

    /** The code of stays of more than a year, TEDS's last. */
    public static final int LONGEST_BAND = 37;

    private static final int[] BANDS_END = {45, 60, 90, 120, 180, 365};

    public LengthOfStay {
        if (days < 0) {
            throw new IllegalArgumentException("a stay of %d days".formatted(days));
        }
    }

    /**
     * TEDS's code of the stay (TEDS-D codebook, variable LOS): 1 to 30 are days, 31 to 37 are bands. There is no code 0: a
     * stay that ends on its first day is one of one day.
     */
    public int tedsCode() {
        if (days <= 30) {
            return Math.max(days, 1);
        }
        var code = 31;
        while (code < LONGEST_BAND && days > BANDS_END[code - 31]) {
            code++;
        }
        return code;
    }

    /** What a code of TEDS stands for, in days: {@code 7}, {@code 31–45} or {@code more than 365}. */
    public static String tedsBand(int code) {
        if (code < 1 || code > LONGEST_BAND) {
            throw new IllegalArgumentException("TEDS has no length of stay %d".formatted(code));
        }
        if (code <= 30) {
            return Integer.toString(code);
        }
        var before = code == 31 ? 30 : BANDS_END[code - 32];
        return code == LONGEST_BAND
                ? "more than %d".formatted(before)
                : "%d–%d".formatted(before + 1, BANDS_END[code - 31]);
    }
}

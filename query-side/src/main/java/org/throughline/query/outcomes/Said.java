package org.throughline.query.outcomes;

import java.text.NumberFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.throughline.query.outcomes.Figures.Ending;
import org.throughline.query.outcomes.Figures.Share;
import org.throughline.query.outcomes.survival.Quantile;

/** How figures are written on the page. What must not be told says so. */
public final class Said {
    /** Stands for a number that is kept back. */
    static final String HIDDEN = "hidden";

    /** Stands for a number that there is none of. */
    static final String NONE = "–";

    private Said() {}

    /** A number of journeys. */
    public static String number(@Nullable Long number) {
        return number == null ? HIDDEN : whole(number);
    }

    private static String whole(long number) {
        return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(number);
    }

    /** A share in percent: {@code 37.7%}; where only the number is told, the number. */
    public static String percent(Share share) {
        if (share.denominator() == null && share.numerator() != null) {
            return number(share.numerator());
        }
        return share.value() == null ? missing(share) : percent(share.value());
    }

    private static String missing(Share share) {
        return share.numerator() == null || share.denominator() == null ? HIDDEN : NONE;
    }

    private static String percent(double share) {
        return String.format(Locale.ENGLISH, "%.1f%%", 100 * share);
    }

    /** What a share is of: {@code 34 of 90}. */
    public static String of(Share share) {
        if (share.denominator() == null) {
            return share.numerator() == null ? "" : "share hidden";
        }
        return number(share.numerator()) + " of " + number(share.denominator());
    }

    /** A share's interval: {@code 28.4–48.0%}. */
    public static String interval(Share share) {
        var lower = share.lower();
        var upper = share.upper();
        return lower == null || upper == null
                ? missing(share)
                : String.format(Locale.ENGLISH, "%.1f–%.1f%%", 100 * lower, 100 * upper);
    }

    /** How far a bar of a share goes, of 100. */
    public static double bar(Share share) {
        var value = share.value();
        return value == null ? 0 : Math.round(1000 * value) / 10.0;
    }

    /** A share that was estimated, in an answer that keeps nothing back or something. */
    public static String estimate(@Nullable Double share, boolean keepsBack) {
        if (share == null) {
            return keepsBack ? HIDDEN : NONE;
        }
        return percent(share);
    }

    /** The last share that is told of a curve, with its interval: {@code 37.7% (28.4–48.0%) by day 180}. */
    public static String last(Ending ending) {
        if (ending.points().isEmpty()) {
            return HIDDEN;
        }
        var last = ending.points().getLast();
        var lower = last.lower();
        var upper = last.upper();
        var interval = lower == null || upper == null
                ? ""
                : String.format(Locale.ENGLISH, " (%.1f–%.1f%%)", 100 * lower, 100 * upper);
        return percent(last.value()) + interval + " by day " + whole(last.day());
    }

    /** A number of days. */
    public static String days(@Nullable Double days) {
        if (days == null) {
            return NONE;
        }
        return days == Math.rint(days) ? whole(days.longValue()) : String.format(Locale.ENGLISH, "%.1f", days);
    }

    /** A median stay, in an answer that keeps nothing back or something. */
    public static String stay(@Nullable Double days, boolean keepsBack) {
        if (days == null) {
            return keepsBack ? HIDDEN : NONE;
        }
        return days(days) + " days";
    }

    /** A median with its interval. */
    public static String median(@Nullable Quantile median) {
        if (median == null) {
            return HIDDEN;
        }
        if (median.day() == null) {
            return "not reached";
        }
        return "%s days (%s to %s)".formatted(days(median.day()), end(median.lower()), end(median.upper()));
    }

    private static String end(@Nullable Double day) {
        return day == null ? "open" : days(day);
    }

    /** How often chance alone would do it. */
    public static String chance(@Nullable Double pValue) {
        if (pValue == null) {
            return NONE;
        }
        return pValue < 0.001 ? "less than 0.001" : String.format(Locale.ENGLISH, "%.3f", pValue);
    }

    /** The statistic of a test. */
    public static String statistic(@Nullable Double chiSquare) {
        return chiSquare == null ? NONE : String.format(Locale.ENGLISH, "%.2f", chiSquare);
    }
}

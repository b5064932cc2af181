package org.throughline.query.outcomes.survival;

import java.util.Arrays;

/**
 * A sample of follow-ups, kept as counts a distinct day, so that its size costs neither memory nor sorting: a million
 * journeys over two years are some seven hundred rows.
 */
public final class Observations {

    private final int[] days;
    /** By cause, then by index of day; cause 0 is the censored. */
    private final long[][] counts;

    private final long size;

    private Observations(int[] days, long[][] counts) {
        this.days = days;
        this.counts = counts;
        this.size = Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    }

    /** A sample of these subjects. */
    public static Observations of(Iterable<Observation> subjects) {
        var builder = builder();
        subjects.forEach(builder::add);
        return builder.build();
    }

    /** A sample to be counted up, one subject or many at a time. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many subjects there are. */
    public long size() {
        return size;
    }

    /** How many of them had the event, of whatever cause. */
    public long events() {
        return size - Arrays.stream(counts[Observation.CENSORED]).sum();
    }

    /** How many of them had the event of this cause; all censored ones for cause 0. */
    public long events(int cause) {
        return cause < counts.length ? Arrays.stream(counts[cause]).sum() : 0;
    }

    /** The longest follow-up in days; -1 in an empty sample. */
    public int lastDay() {
        return days.length == 0 ? -1 : days[days.length - 1];
    }

    int distinctDays() {
        return days.length;
    }

    int day(int index) {
        return days[index];
    }

    long censoredOn(int index) {
        return counts[Observation.CENSORED][index];
    }

    long eventsOn(int index) {
        var events = 0L;
        for (var cause = 1; cause < counts.length; cause++) {
            events += counts[cause][index];
        }
        return events;
    }

    long eventsOn(int index, int cause) {
        return cause < counts.length ? counts[cause][index] : 0;
    }

    /** The index of the last distinct day not after {@code day}; -1 if there is none. */
    int indexUpTo(int day) {
        var found = Arrays.binarySearch(days, day);
        return found >= 0 ? found : -found - 2;
    }

    /** Counts subjects up. */
    public static final class Builder {

        /** More days than lie between any two dates with four-digit years. */
        private static final int LONGEST = 4_000_000;

        private static final int MOST_CAUSES = 100;

        private long[][] byCause = new long[2][0];

        private Builder() {}

        /** Adds one subject. */
        public Builder add(Observation subject) {
            return add(subject.day(), subject.cause(), 1);
        }

        /** Adds one subject that had the event on this day, or was last seen without it. */
        public Builder add(int day, boolean event) {
            return add(day, event ? 1 : Observation.CENSORED, 1);
        }

        /** Adds so many subjects of the same day and cause. */
        public Builder add(int day, int cause, long subjects) {
            if (day < 0 || day > LONGEST) {
                throw new IllegalArgumentException("a follow-up of %d days".formatted(day));
            }
            if (cause < 0 || cause > MOST_CAUSES) {
                throw new IllegalArgumentException("a cause numbered %d".formatted(cause));
            }
            if (subjects < 0) {
                throw new IllegalArgumentException("%d subjects".formatted(subjects));
            }
            if (cause >= byCause.length) {
                var former = byCause.length;
                byCause = Arrays.copyOf(byCause, cause + 1);
                Arrays.fill(byCause, former, byCause.length, new long[0]);
            }
            if (day >= byCause[cause].length) {
                byCause[cause] = Arrays.copyOf(byCause[cause], Math.max(day + 1, 2 * byCause[cause].length));
            }
            byCause[cause][day] += subjects;
            return this;
        }

        /** The sample as counted so far. */
        public Observations build() {
            var longest = Arrays.stream(byCause)
                    .mapToInt(counts -> counts.length)
                    .max()
                    .orElse(0);
            var days = new int[longest];
            var distinct = 0;
            for (var day = 0; day < longest; day++) {
                if (anyoneOn(day)) {
                    days[distinct++] = day;
                }
            }
            days = Arrays.copyOf(days, distinct);
            var counts = new long[byCause.length][distinct];
            for (var cause = 0; cause < byCause.length; cause++) {
                for (var index = 0; index < distinct; index++) {
                    counts[cause][index] = on(days[index], byCause[cause]);
                }
            }
            return new Observations(days, counts);
        }

        private boolean anyoneOn(int day) {
            for (var counts : byCause) {
                if (on(day, counts) > 0) {
                    return true;
                }
            }
            return false;
        }

        private static long on(int day, long[] counts) {
            return day < counts.length ? counts[day] : 0;
        }
    }
}

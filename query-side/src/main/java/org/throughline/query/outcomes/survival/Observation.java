package org.throughline.query.outcomes.survival;

/**
 * What is known of one subject: followed for so many whole days, at the end of which something happened, or only the
 * looking ended.
 *
 * <p>Whole days, since that is how exactly the field knows its dates; ties between subjects are then never a matter of
 * rounding.
 *
 * @param day days from the start of follow-up to its end; 0 is the first day
 * @param cause 0 if censored, else which of the competing events happened, counted from 1
 */
public record Observation(int day, int cause) {

    /** The cause of an observation that ended without an event. */
    public static final int CENSORED = 0;

    public Observation {
        if (day < 0) {
            throw new IllegalArgumentException("a follow-up of %d days".formatted(day));
        }
        if (cause < 0) {
            throw new IllegalArgumentException("a cause numbered %d".formatted(cause));
        }
    }

    /** The event happened on this day, where only one kind of event is looked at. */
    public static Observation event(int day) {
        return new Observation(day, 1);
    }

    /** Nothing had happened up to and including this day; what came later isn't known. */
    public static Observation censored(int day) {
        return new Observation(day, CENSORED);
    }
}

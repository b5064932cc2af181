package org.throughline.query.outcome;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.events.DischargeReason;
import org.throughline.query.outcome.CountedJourney.Observation;
import org.throughline.query.outcome.Facts.Admission;
import org.throughline.query.outcome.Facts.End;
import org.throughline.query.outcome.Facts.Entry;

/**
 * How a journey went: the columns of {@code outcome.journey}, which {@code outcome.sql} defines. Days are counted from the
 * admission, which is day 0.
 */
final class Outcome {
    /** The columns, in the order of {@link #row}. */
    static final List<String> COLUMNS = List.of(
            "journey uuid",
            "version bigint",
            "patient uuid",
            "program uuid",
            "level_of_care text",
            "source text",
            "clinician text",
            "admitted_on date",
            "weekly_minutes int",
            "planned_days int",
            "teds jsonb",
            "attributes jsonb",
            "diagnoses jsonb",
            "discharge_reason int",
            "discharged_on date",
            "last_contact date",
            "discharge_teds jsonb",
            "stay_days int",
            "los_days int",
            "first_relapse_day int",
            "relapse_or_lost_day int",
            "relapse_after_day int",
            "relapse_or_lost_after_day int",
            "died_day int",
            "found_until_day int",
            "asked_until_day int",
            "last_known_day int",
            "attended int",
            "missed int",
            "no_shows int",
            "credited_minutes bigint",
            "attended_month_1 int",
            "attended_month_2 int",
            "attended_month_3 int",
            "relapses int",
            "follow_ups int");

    private final Admission admission;
    private final @Nullable End end;
    private final int admitted;
    private final @Nullable Integer stay;
    private int foundUntil;
    private int askedUntil;
    private @Nullable Integer died;
    private @Nullable Integer returned;
    private @Nullable Integer returnedOrLost;
    private @Nullable Integer relapseAfterFound;
    private @Nullable Integer relapseAfterAsked;
    private int lastKnown;
    private int attended;
    private int missed;
    private int noShows;
    private long minutes;
    private final int[] months = new int[3];
    private int relapses;
    private int followUps;

    private Outcome(Admission admission, @Nullable End end) {
        this.admission = admission;
        this.end = end;
        this.admitted = Math.toIntExact(admission.day().toEpochDay());
        this.stay = end == null ? null : (Integer) day(end.day());
    }

    /** How a journey went; empty without an admission that counts. */
    static Optional<Outcome> of(Facts facts) {
        return facts.admission().map(admission -> {
            var outcome = new Outcome(admission, facts.end().orElse(null));
            outcome.observe(facts);
            outcome.followReturns(facts);
            return outcome;
        });
    }

    /** The row of a journey; none without an admission that counts. */
    static List<@Nullable Object[]> rows(UUID journey, Facts facts) {
        return of(facts)
                .map(outcome -> List.<@Nullable Object[]>of(outcome.row(journey, facts)))
                .orElse(List.of());
    }

    /** Whose journey it is. */
    UUID patient() {
        return admission.patient();
    }

    /** What is counted of it. */
    CountedJourney counted(Facts facts) {
        return new CountedJourney(
                admission.program(),
                admission.level(),
                Objects.requireNonNull(facts.source()),
                admission.attributes(),
                admission.sex(),
                admission.age(),
                admission.referral(),
                admission.substance(),
                admitted,
                end == null ? 0 : end.reason(),
                stay == null ? null : (Integer) notBefore(stay),
                end == null ? null : (Integer) lengthOfStay(end),
                lastKnown,
                notBefore(ended(returned, died, foundUntil)),
                returned != null ? Observation.RETURNED : died != null ? Observation.DIED : Observation.ENDED,
                notBefore(ended(returnedOrLost, died, askedUntil)),
                returnedOrLost != null,
                returned == null && relapseAfterFound != null,
                returnedOrLost == null && relapseAfterAsked != null);
    }

    private static int notBefore(int day) {
        return Math.max(0, day);
    }

    private static int ended(@Nullable Integer event, @Nullable Integer died, int until) {
        if (event != null) {
            return event;
        }
        return died != null ? died : until;
    }

    private int day(LocalDate day) {
        return Math.toIntExact(day.toEpochDay()) - admitted;
    }

    /** Up to when the patient was observed, and what was attended until then and after. */
    private void observe(Facts facts) {
        if (end != null) {
            found(day(end.lastContact()));
            if (end.reason() == DischargeReason.DIED.code()) {
                found(day(end.day()));
                died = day(end.day());
            }
        }
        for (var entry : facts.entries()) {
            var day = entry.day() - admitted;
            switch (entry.what()) {
                case ATTENDED -> {
                    found(day);
                    attend(entry, day);
                }
                case EXCUSED -> missed++;
                case NO_SHOW -> {
                    missed++;
                    noShows++;
                }
                case RELAPSE -> relapses++;
                case FOUND_WITHOUT_RETURN, FOUND_RETURNED -> {
                    found(day);
                    followUps++;
                }
                case FOUND_DEAD -> {
                    found(day);
                    followUps++;
                    died = earlier(died, day);
                }
                case LOST, RETURNED_OR_LOST -> {
                    askedUntil = Math.max(askedUntil, day);
                    followUps++;
                }
            }
        }
    }

    private void found(int day) {
        foundUntil = Math.max(foundUntil, day);
        askedUntil = Math.max(askedUntil, day);
    }

    private void attend(Entry entry, int day) {
        attended++;
        minutes += entry.minutes();
        if (day >= 0 && day < 90) {
            months[day / 30]++;
        }
    }

    /** What happened while the patient was observed, and what was only reported of later. */
    private void followReturns(Facts facts) {
        lastKnown = foundUntil;
        for (var entry : facts.entries()) {
            var day = entry.day() - admitted;
            switch (entry.what()) {
                case RELAPSE -> {
                    lastKnown = Math.max(lastKnown, day);
                    returned(day);
                    if (day > foundUntil) {
                        relapseAfterFound = earlier(relapseAfterFound, day);
                    }
                    if (day > askedUntil) {
                        relapseAfterAsked = earlier(relapseAfterAsked, day);
                    }
                }
                case FOUND_RETURNED -> returned(day);
                case LOST, RETURNED_OR_LOST -> returnedOrLost(day);
                case ATTENDED, EXCUSED, NO_SHOW, FOUND_WITHOUT_RETURN, FOUND_DEAD -> {}
            }
        }
    }

    private void returned(int day) {
        if (day >= 0 && day <= foundUntil) {
            returned = earlier(returned, day);
        }
        returnedOrLost(day);
    }

    private void returnedOrLost(int day) {
        if (day >= 0 && day <= askedUntil) {
            returnedOrLost = earlier(returnedOrLost, day);
        }
    }

    private static int earlier(@Nullable Integer known, int day) {
        return known == null ? day : Math.min(known, day);
    }

    private @Nullable Object[] row(UUID journey, Facts facts) {
        return new @Nullable Object[] {
            journey,
            facts.version(),
            admission.patient(),
            admission.program(),
            admission.level(),
            facts.source(),
            admission.clinician(),
            admission.day(),
            admission.weeklyMinutes(),
            admission.plannedDays(),
            admission.teds(),
            admission.attributes(),
            admission.diagnoses(),
            end == null ? null : (Integer) end.reason(),
            end == null ? null : end.day(),
            end == null ? null : end.lastContact(),
            end == null ? null : end.teds(),
            stay,
            end == null ? null : (Integer) lengthOfStay(end),
            returned,
            returnedOrLost,
            returned == null ? relapseAfterFound : null,
            returnedOrLost == null ? relapseAfterAsked : null,
            died,
            foundUntil,
            askedUntil,
            lastKnown,
            attended,
            missed,
            noShows,
            minutes,
            months[0],
            months[1],
            months[2],
            relapses,
            followUps
        };
    }

    /** By TEDS's rule: both ends count where the patient does not stay overnight. */
    private int lengthOfStay(End end) {
        return Math.max(1, day(end.lastContact()) + (admission.outpatient() ? 1 : 0));
    }
}

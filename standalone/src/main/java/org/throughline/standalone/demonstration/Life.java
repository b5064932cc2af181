package org.throughline.standalone.demonstration;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.throughline.events.DischargeReason;

/**
 * What was drawn about one journey before its first day: who comes, when, and how it will end.
 *
 * @param number its place among the journeys of the demonstration, from 0
 * @param returning the number of the patient's earlier journey, or -1
 * @param registered when the patient became known
 * @param admitted the admission
 * @param lastSeen the last day of taking part
 * @param leaves the discharge
 */
record Life(
        int number,
        DemonstrationProgram program,
        int returning,
        Instant registered,
        Instant admitted,
        DischargeReason reason,
        LocalDate lastSeen,
        Instant leaves) {

    private static final int MOST_DAYS_WAITED = 9;

    /** TEDS-D 2004, intensive outpatient: share of each reason and median days of stay. */
    private static final List<Ending> ENDINGS = List.of(
            new Ending(DischargeReason.COMPLETED, 37.7, 50, 0.45, 21),
            new Ending(DischargeReason.TRANSFERRED, 17.9, 42, 0.6, 3),
            new Ending(DischargeReason.DROPPED_OUT, 23.2, 26, 0.75, 1),
            new Ending(DischargeReason.TERMINATED, 14.0, 36, 0.65, 4),
            new Ending(DischargeReason.INCARCERATED, 2.9, 34, 0.7, 2),
            new Ending(DischargeReason.DIED, 0.3, 36, 0.7, 3),
            new Ending(DischargeReason.OTHER, 4.0, 36, 0.7, 2));

    private static final Ending STAYING_AWAY = ENDINGS.get(2);

    private static final double[] SHARES =
            ENDINGS.stream().mapToDouble(Ending::share).toArray();
    private static final double RETURNING = 0.09;
    private static final int LONGEST_STAY = 330;

    private record Ending(DischargeReason reason, double share, double medianDays, double spread, int leastDays) {}

    boolean patientIsNew() {
        return returning < 0;
    }

    /** The number that the patient is known by: that of the patient's first journey. */
    int patient() {
        return patientIsNew() ? number : returning;
    }

    LocalDate admissionDay() {
        return admitted.atZone(program.zone()).toLocalDate();
    }

    int daysWaited() {
        return (int) Duration.between(registered, admitted).toDays() + 1;
    }

    LocalDate leavingDay() {
        return leaves.atZone(program.zone()).toLocalDate();
    }

    static Life draw(Demonstration.Frame frame, int number) {
        var life = first(frame, number);
        var earlier = number - frame.journeys() / 4;
        if (earlier < 0 || !Chance.of(frame.seed(), "returning/" + number).falls(RETURNING)) {
            return life;
        }
        var before = first(frame, earlier);
        // the earlier journey may itself be a return, so that only those of new patients are taken up again
        var beforeReturned = earlier >= frame.journeys() / 4
                && Chance.of(frame.seed(), "returning/" + earlier).falls(RETURNING);
        if (beforeReturned
                || before.reason == DischargeReason.DIED
                || !before.leaves.plus(Duration.ofDays(3)).isBefore(life.registered)) {
            return life;
        }
        return first(frame, number, before.program, earlier);
    }

    private static Life first(Demonstration.Frame frame, int number) {
        var program = switch (Chance.of(frame.seed(), "program/" + number).weighted(34, 26, 14, 26)) {
            case 0 -> DemonstrationProgram.HARBOR;
            case 1 -> DemonstrationProgram.PRAIRIE;
            case 2 -> DemonstrationProgram.JUNIPER;
            default -> DemonstrationProgram.BAYLINE;
        };
        return first(frame, number, program, -1);
    }

    private static Life first(Demonstration.Frame frame, int number, DemonstrationProgram program, int returning) {
        var chance = Chance.of(frame.seed(), "life/" + number);
        var admitted = frame.admission(number, program, chance);
        var day = admitted.atZone(program.zone()).toLocalDate();
        var ending = ENDINGS.get(chance.weighted(SHARES));
        var days = Math.clamp(
                Math.round(chance.around(ending.medianDays(), ending.spread())), ending.leastDays(), LONGEST_STAY);
        var lastSeen = day.plusDays(days);
        if (frame.staysAwayNow(number, day)) {
            ending = STAYING_AWAY;
            lastSeen = frame.today(program).minusDays(chance.between(5, 11));
        }
        var leavingDay = lastSeen.plusDays(daysUntilDischarge(ending.reason(), chance));
        var hour = leavingDay.equals(lastSeen) ? LocalTime.of(21, 15) : LocalTime.of(11, chance.between(0, 59));
        return new Life(
                number,
                program,
                returning,
                admitted.minus(Duration.ofDays(chance.between(1, MOST_DAYS_WAITED)))
                        .plus(Duration.ofMinutes(chance.between(0, 100))),
                admitted,
                ending.reason(),
                lastSeen,
                leavingDay.atTime(hour).atZone(program.zone()).toInstant());
    }

    private static int daysUntilDischarge(DischargeReason reason, Chance chance) {
        return switch (reason) {
            case COMPLETED -> 0;
            case TRANSFERRED, DIED -> chance.between(0, 3);
            case TERMINATED, INCARCERATED, OTHER -> chance.between(1, 6);
            case DROPPED_OUT -> chance.falls(0.08) ? chance.between(30, 40) : chance.between(9, 21);
        };
    }
}

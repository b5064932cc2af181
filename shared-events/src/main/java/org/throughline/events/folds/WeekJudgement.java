package org.throughline.events.folds;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyEntry.SessionMissed;
import org.throughline.events.SessionKind;

/**
 * One week of a journey, judged by the policy in force on the week's first day (on the day of admission in the first
 * week).
 *
 * @param week its first day
 * @param requiredMinutes what policy and agreement demand: the higher of the two
 * @param scheduledMinutes of the sessions the patient was expected at
 * @param creditedMinutes what counts
 * @param creditedByKind the same by kind of session
 * @param tedsDays days with two hours or more: TEDS calls it intensive outpatient from three such days on
 * @param policyVersion the policy it was judged by
 */
public record WeekJudgement(
        LocalDate week,
        int requiredMinutes,
        int scheduledMinutes,
        int creditedMinutes,
        Map<SessionKind, Integer> creditedByKind,
        int tedsDays,
        int policyVersion,
        Verdict verdict) {

    /** What a week amounts to. */
    public enum Verdict {
        /** As many hours as required, or more. */
        MET,
        /** Fewer hours than required. */
        SHORT,
        /** Cut off by admission or discharge: marked, not failed. */
        PARTIAL,
        /** Not over yet. */
        UNDERWAY
    }

    private static final int TEDS_DAY_MINUTES = 120;

    /** The first day of the week that a moment falls in. */
    public static LocalDate weekOf(Instant at, ZoneId zone, DayOfWeek weekStart) {
        return at.atZone(zone).toLocalDate().with(TemporalAdjusters.previousOrSame(weekStart));
    }

    /**
     * Judges every week of a journey from admission to discharge, or to the week that is underway.
     *
     * @param now the moment of judging: it tells which week is still underway
     * @return the weeks in order; empty if the patient is not enrolled or the program has no policy
     */
    public static List<WeekJudgement> judge(Journey journey, Program program, Instant now) {
        return journey.enrolment()
                .map(enrolled -> judge(enrolled, journey, program, now))
                .orElse(List.of());
    }

    private static List<WeekJudgement> judge(Enrolled enrolled, Journey journey, Program program, Instant now) {
        var zone = enrolled.occurred().zone();
        var admitted = enrolled.occurred().day();
        var today = now.atZone(zone).toLocalDate();
        var left = journey.discharge().map(discharge -> discharge.occurred().day());
        var last = left.orElse(today);
        var byWeek = new TreeMap<LocalDate, Tally>();
        journey.effective().values().forEach(entry -> tally(byWeek, entry));
        var weeks = new ArrayList<WeekJudgement>();
        var inForceAtAdmission = program.policyOn(admitted);
        if (inForceAtAdmission.isEmpty()) {
            return List.of();
        }
        var week = admitted.with(TemporalAdjusters.previousOrSame(
                inForceAtAdmission.get().policy().weekStart()));
        while (!week.isAfter(last)) {
            var day = week.isBefore(admitted) ? admitted : week;
            var adopted = program.policyOn(day).orElse(inForceAtAdmission.get());
            var next = week.plusDays(1)
                    .with(TemporalAdjusters.nextOrSame(adopted.policy().weekStart()));
            var tally = byWeek.subMap(week, next).values().stream().reduce(new Tally(), Tally::plus);
            var required = Math.max(adopted.policy().weeklyMinutes(), enrolled.weeklyMinutes());
            var partial = admitted.isAfter(week)
                    || left.filter(day2 -> day2.isBefore(weekEnd(next))).isPresent();
            weeks.add(new WeekJudgement(
                    week,
                    required,
                    tally.scheduled,
                    tally.credited,
                    Map.copyOf(tally.byKind),
                    (int) tally.byDay.values().stream()
                            .filter(minutes -> minutes >= TEDS_DAY_MINUTES)
                            .count(),
                    adopted.version(),
                    verdict(tally.credited >= required, partial, left.isEmpty() && today.isBefore(next))));
            week = next;
        }
        return weeks;
    }

    private static LocalDate weekEnd(LocalDate next) {
        return next.minusDays(1);
    }

    private static Verdict verdict(boolean met, boolean partial, boolean underway) {
        if (met) {
            return Verdict.MET;
        }
        if (underway) {
            return Verdict.UNDERWAY;
        }
        return partial ? Verdict.PARTIAL : Verdict.SHORT;
    }

    private static void tally(Map<LocalDate, Tally> byWeek, JourneyEntry entry) {
        switch (entry) {
            case SessionAttended attended -> {
                var tally = byWeek.computeIfAbsent(attended.week(), ignored -> new Tally());
                tally.scheduled += attended.scheduledMinutes();
                tally.credited += attended.creditedMinutes();
                tally.byKind.merge(attended.kind(), attended.creditedMinutes(), Integer::sum);
                tally.byDay.merge(attended.occurred().day(), attended.creditedMinutes(), Integer::sum);
            }
            case SessionMissed missed ->
                byWeek.computeIfAbsent(missed.week(), ignored -> new Tally()).scheduled += missed.scheduledMinutes();
            case Enrolled ignored -> {}
            case JourneyEntry.RelapseReported ignored -> {}
            case JourneyEntry.FollowUpRecorded ignored -> {}
            case JourneyEntry.Discharged ignored -> {}
        }
    }

    private static final class Tally {
        private int scheduled;
        private int credited;
        private final Map<SessionKind, Integer> byKind = new EnumMap<>(SessionKind.class);
        private final Map<LocalDate, Integer> byDay = new TreeMap<>();

        Tally plus(Tally other) {
            var sum = new Tally();
            sum.add(this);
            sum.add(other);
            return sum;
        }

        private void add(Tally other) {
            scheduled += other.scheduled;
            credited += other.credited;
            other.byKind.forEach((kind, minutes) -> byKind.merge(kind, minutes, Integer::sum));
            other.byDay.forEach((day, minutes) -> byDay.merge(day, minutes, Integer::sum));
        }
    }
}

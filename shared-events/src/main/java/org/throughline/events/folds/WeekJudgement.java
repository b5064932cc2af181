package org.throughline.events.folds;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEntry.Discharged;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.JourneyEntry.RelapseReported;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyEntry.SessionMissed;
import org.throughline.events.ProgramEvent.PolicyAdopted;
import org.throughline.events.SessionKind;

/**
 * One week of a journey, judged by the policy in force on the week's first day (on the day of admission in the first
 * week).
 *
 * @param week its first day, see {@link Program#weekOf}
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
        /** Cut off by admission, by discharge, or by a policy that moved the first day of the week: marked, not failed. */
        PARTIAL,
        /** Not over yet. */
        UNDERWAY
    }

    private static final int TEDS_DAY_MINUTES = 120;

    /**
     * Judges every week of a journey from admission to discharge, or to the week that is underway. An entry counts in the
     * week that was decided when it was recorded; none is left out, so that the weeks always add up to the entries.
     *
     * @param now the moment of judging: it tells which week is still underway
     * @return the weeks in order; empty if the patient is not enrolled or the program had no policy at admission
     */
    public static List<WeekJudgement> judge(Journey journey, Program program, Instant now) {
        return journey.enrolment()
                .flatMap(enrolled -> program.policyOn(enrolled.occurred().day())
                        .map(atAdmission -> new Judge(journey, program, enrolled, atAdmission, now).weeks()))
                .orElse(List.of());
    }

    private static final class Judge {
        private final Program program;
        private final Enrolled enrolled;
        private final PolicyAdopted atAdmission;
        private final LocalDate admitted;
        private final LocalDate today;
        private final LocalDate left;
        private final boolean open;
        private final NavigableMap<LocalDate, Tally> byWeek = new TreeMap<>();

        Judge(Journey journey, Program program, Enrolled enrolled, PolicyAdopted atAdmission, Instant now) {
            this.program = program;
            this.enrolled = enrolled;
            this.atAdmission = atAdmission;
            this.admitted = enrolled.occurred().day();
            this.today = now.atZone(enrolled.occurred().zone()).toLocalDate();
            this.left = journey.discharge()
                    .map(discharge -> discharge.occurred().day())
                    .orElse(LocalDate.MAX);
            this.open = journey.open();
            journey.effective().values().forEach(this::tally);
        }

        List<WeekJudgement> weeks() {
            var last = latest(admitted, open ? today : left);
            var first = admitted;
            if (!byWeek.isEmpty()) {
                first = earliest(first, byWeek.firstKey());
                last = latest(last, byWeek.lastKey());
            }
            var weeks = new ArrayList<WeekJudgement>();
            var week = program.weekOf(first).orElse(first);
            while (!week.isAfter(last)) {
                var next = program.weekAfter(week);
                weeks.add(judge(week, next));
                week = next;
            }
            return List.copyOf(weeks);
        }

        private WeekJudgement judge(LocalDate week, LocalDate next) {
            var adopted = program.policyOn(latest(week, admitted)).orElse(atAdmission);
            var tally = new Tally();
            byWeek.subMap(week, next).values().forEach(tally::add);
            var required = Math.max(adopted.policy().weeklyMinutes(), enrolled.weeklyMinutes());
            return new WeekJudgement(
                    week,
                    required,
                    tally.scheduled,
                    tally.credited,
                    Collections.unmodifiableMap(tally.byKind),
                    tally.tedsDays(),
                    adopted.version(),
                    verdict(tally.credited >= required, week, next));
        }

        private Verdict verdict(boolean met, LocalDate week, LocalDate next) {
            if (met) {
                return Verdict.MET;
            }
            if (open && today.isBefore(next)) {
                return Verdict.UNDERWAY;
            }
            var cut = week.isBefore(admitted)
                    || left.isBefore(next.minusDays(1))
                    || week.plusWeeks(1).isAfter(next);
            return cut ? Verdict.PARTIAL : Verdict.SHORT;
        }

        private void tally(JourneyEntry entry) {
            switch (entry) {
                case SessionAttended attended -> inWeek(attended.week()).add(attended);
                case SessionMissed missed -> inWeek(missed.week()).add(missed);
                case Enrolled _, RelapseReported _, FollowUpRecorded _, Discharged _ -> {}
            }
        }

        private Tally inWeek(LocalDate week) {
            return byWeek.computeIfAbsent(week, _ -> new Tally());
        }
    }

    private static LocalDate earliest(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private static LocalDate latest(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static final class Tally {
        private int scheduled;
        private int credited;
        private final Map<SessionKind, Integer> byKind = new EnumMap<>(SessionKind.class);
        private final Map<LocalDate, Integer> byDay = new TreeMap<>();

        void add(SessionAttended attended) {
            scheduled += attended.scheduledMinutes();
            credited += attended.creditedMinutes();
            byKind.merge(attended.kind(), attended.creditedMinutes(), Integer::sum);
            byDay.merge(attended.occurred().day(), attended.creditedMinutes(), Integer::sum);
        }

        void add(SessionMissed missed) {
            scheduled += missed.scheduledMinutes();
        }

        void add(Tally other) {
            scheduled += other.scheduled;
            credited += other.credited;
            other.byKind.forEach((kind, minutes) -> byKind.merge(kind, minutes, Integer::sum));
            other.byDay.forEach((day, minutes) -> byDay.merge(day, minutes, Integer::sum));
        }

        int tedsDays() {
            return (int) byDay.values().stream()
                    .filter(minutes -> minutes >= TEDS_DAY_MINUTES)
                    .count();
        }
    }
}

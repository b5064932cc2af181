package org.throughline.standalone.demonstration;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.throughline.events.SessionId;
import org.throughline.events.SessionKind;

/** When the groups of the programs meet: a function of program, group and day. */
final class Meetings {
    private static final Set<MonthDay> CLOSED =
            Set.of(MonthDay.of(1, 1), MonthDay.of(7, 4), MonthDay.of(12, 24), MonthDay.of(12, 25));
    private static final List<SessionKind> KINDS =
            List.of(SessionKind.SKILLS_DEVELOPMENT, SessionKind.PSYCHOEDUCATION, SessionKind.SUPPORT);
    private static final LocalTime MAKE_UP_BEGIN = LocalTime.of(10, 0);
    private static final LocalTime PLANNED = LocalTime.of(11, 0);
    private static final double CALLED_OFF = 0.015;
    private static final int PLANNED_DAYS_BEFORE_MONDAY = 10;

    /** Where patients come on Saturdays to make up for what they missed. */
    static final int MAKE_UP_GROUP = -1;

    /**
     * One meeting.
     *
     * @param planned when it was put on the calendar
     * @param calledOff whether it did not take place in the end
     */
    record Meeting(
            SessionId id,
            DemonstrationProgram program,
            int group,
            SessionKind kind,
            Instant starts,
            int minutes,
            Instant planned,
            boolean calledOff) {
        Instant ends() {
            return starts.plus(Duration.ofMinutes(minutes));
        }

        LocalDate day() {
            return starts.atZone(program.zone()).toLocalDate();
        }

        String groupCode() {
            return program.code() + (group == MAKE_UP_GROUP ? "-make-up" : "-" + (group + 1));
        }
    }

    private final long seed;
    private final int groups;
    private final Instant now;

    /**
     * The meetings of a demonstration.
     *
     * @param groups how many groups each program has
     */
    Meetings(long seed, int groups, Instant now) {
        this.seed = seed;
        this.groups = groups;
        this.now = now;
    }

    int groups() {
        return groups;
    }

    /** All meetings of a program in the week that begins on a Monday. */
    List<Meeting> inWeek(DemonstrationProgram program, LocalDate monday) {
        var meetings = new ArrayList<Meeting>();
        for (var group = 0; group < groups; group++) {
            for (var place = 0; place < program.meetings().size(); place++) {
                var day = monday.with(program.meetings().get(place));
                if (open(day)) {
                    meetings.add(meeting(program, group, day, KINDS.get(place), program.begin()));
                }
            }
        }
        var saturday = monday.with(DayOfWeek.SATURDAY);
        if (open(saturday)) {
            meetings.add(meeting(program, MAKE_UP_GROUP, saturday, SessionKind.EXPRESSIVE_THERAPY, MAKE_UP_BEGIN));
        }
        return meetings;
    }

    /** The meetings of one group from one day to another, both included, those called off left out. */
    List<Meeting> of(DemonstrationProgram program, int group, LocalDate from, LocalDate to) {
        var meetings = new ArrayList<Meeting>();
        for (var monday = from.with(DayOfWeek.MONDAY); !monday.isAfter(to); monday = monday.plusWeeks(1)) {
            inWeek(program, monday).stream()
                    .filter(meeting -> meeting.group() == group && !meeting.calledOff())
                    .filter(meeting ->
                            !meeting.day().isBefore(from) && !meeting.day().isAfter(to))
                    .forEach(meetings::add);
        }
        return meetings;
    }

    private static boolean open(LocalDate day) {
        return !CLOSED.contains(MonthDay.from(day));
    }

    private Meeting meeting(DemonstrationProgram program, int group, LocalDate day, SessionKind kind, LocalTime begin) {
        var planned = day.with(DayOfWeek.MONDAY)
                .minusDays(PLANNED_DAYS_BEFORE_MONDAY)
                .atTime(PLANNED)
                .atZone(program.zone())
                .toInstant();
        var starts = day.atTime(begin).atZone(program.zone()).toInstant();
        var what = program + "/meeting/" + group + "/" + day;
        // what is announced for the days to come takes place
        var calledOff = starts.isBefore(now.minus(Duration.ofDays(3)))
                && Chance.of(seed, what).falls(CALLED_OFF);
        return new Meeting(
                new SessionId(Chance.id(seed, planned, what)),
                program,
                group,
                kind,
                starts,
                program.groupMinutes(),
                planned,
                calledOff);
    }
}

package org.throughline.standalone.demonstration;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.throughline.command.program.ProgramCommand.AdoptPolicy;
import org.throughline.command.program.ProgramCommand.PublishProgram;
import org.throughline.command.session.SessionCommand.CancelSession;
import org.throughline.command.session.SessionCommand.ScheduleSession;
import org.throughline.events.CancellationReason;
import org.throughline.events.LevelOfCare;
import org.throughline.events.ProgramPolicy;

/** What a program itself records: its opening, its policies, its calendar. */
final class ProgramTale {
    private static final int CAPACITY = 14;
    private static final List<CancellationReason> WHY_CALLED_OFF =
            List.of(CancellationReason.FACILITATOR_ABSENT, CancellationReason.WEATHER, CancellationReason.FACILITY);

    private final Demonstration.Frame frame;
    private final Meetings meetings;
    private final DemonstrationProgram program;
    private final List<Step> steps = new ArrayList<>();

    ProgramTale(Demonstration.Frame frame, Meetings meetings, DemonstrationProgram program) {
        this.frame = frame;
        this.meetings = meetings;
        this.program = program;
    }

    List<Step> steps() {
        var monday = Demonstration.firstMonday(frame, program);
        opening(monday);
        var today = frame.now().atZone(program.zone()).toLocalDate();
        for (var week = monday; !week.isAfter(today.plusWeeks(2)); week = week.plusWeeks(1)) {
            meetings.inWeek(program, week).forEach(this::onTheCalendar);
        }
        steps.sort(Comparator.comparing(Step::at));
        return steps;
    }

    private void opening(LocalDate monday) {
        var opened = monday.minusDays(21).atTime(9, 0).atZone(program.zone()).toInstant();
        var manager = DemonstrationAccount.MANAGER;
        steps.add(new Step(
                opened,
                DemonstrationAccount.ADMINISTRATOR,
                new PublishProgram(
                        program.id(),
                        opened,
                        program.title(),
                        LevelOfCare.INTENSIVE_OUTPATIENT,
                        program.population(),
                        program.zone()),
                null,
                key("published")));
        var adopted = opened.plus(Duration.ofHours(1));
        steps.add(new Step(
                adopted,
                manager,
                new AdoptPolicy(program.id(), adopted, monday.minusDays(21), program.policy()),
                null,
                key("policy-1")));
        if (program == DemonstrationProgram.PRAIRIE) {
            secondPolicy(monday.plusWeeks(52));
        }
    }

    /** One program learns from its first year: it acts on the second absence in a row, and leaves longer for making up. */
    private void secondPolicy(LocalDate monday) {
        var at = monday.minusDays(12).atTime(14, 0).atZone(program.zone()).toInstant();
        var first = program.policy();
        var second = new ProgramPolicy(
                first.weekStart(),
                first.weeklyMinutes(),
                first.usualShortestMinutes(),
                first.usualLongestMinutes(),
                first.longestMinutes(),
                first.lateAfterHours(),
                21,
                2,
                21,
                first.retentionYears());
        steps.add(new Step(
                at,
                DemonstrationAccount.MANAGER,
                new AdoptPolicy(program.id(), at, monday, second),
                null,
                key("policy-2")));
    }

    private void onTheCalendar(Meetings.Meeting meeting) {
        var chance = Chance.of(frame.seed(), "calendar/" + meeting.id());
        // a whole week is put on the calendar in some minutes
        var planned = meeting.planned().plusSeconds(chance.between(0, 900));
        steps.add(schedule(frame, meeting, planned, DemonstrationAccount.supervisor(program), CAPACITY));
        if (meeting.calledOff()) {
            Instant at = meeting.starts().minus(Duration.ofMinutes(chance.between(60, 420)));
            steps.add(new Step(
                    at,
                    DemonstrationAccount.supervisor(program),
                    new CancelSession(meeting.id(), at, chance.oneOf(WHY_CALLED_OFF)),
                    null,
                    "cancelled-" + meeting.id()));
        }
    }

    static Step schedule(
            Demonstration.Frame frame, Meetings.Meeting meeting, Instant at, DemonstrationAccount by, int capacity) {
        var first = Chance.of(frame.seed(), "facilitator/" + meeting.id()).falls(0.5);
        return new Step(
                at,
                by,
                new ScheduleSession(
                        meeting.id(),
                        at,
                        meeting.program().id(),
                        meeting.kind(),
                        meeting.starts(),
                        meeting.minutes(),
                        meeting.program().modality(),
                        DemonstrationAccount.clinician(meeting.program(), first).account(),
                        capacity,
                        meeting.groupCode(),
                        null),
                null,
                "scheduled-" + meeting.id());
    }

    private String key(String what) {
        return "program-" + program.code() + "-" + what;
    }
}

package org.throughline.query.program;

import java.sql.SQLException;
import java.util.List;
import org.springframework.stereotype.Component;
import org.throughline.events.ProgramEvent;
import org.throughline.events.ProgramEvent.PolicyAdopted;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.query.feed.Projection;
import org.throughline.query.feed.RecordedEvent;
import org.throughline.query.feed.Rows;
import org.throughline.query.feed.Tables;

/** Keeps {@code program}: names, and every policy a program ever adopted. */
@Component
final class ProgramProjection implements Projection {
    private static final Rows.Columns PROGRAM = new Rows.Columns(
            "program uuid",
            "version bigint",
            "name text",
            "level_of_care text",
            "population text",
            "zone text",
            "published_at timestamptz");
    private static final Rows.Columns POLICY = new Rows.Columns(
            "program uuid",
            "version int",
            "effective_from date",
            "adopted_at timestamptz",
            "zone text",
            "week_start int",
            "weekly_minutes int",
            "usual_shortest_minutes int",
            "usual_longest_minutes int",
            "longest_minutes int",
            "late_after_hours int",
            "make_up_within_days int",
            "absences_in_a_row int",
            "silence_days int",
            "retention_years int");

    @Override
    public String name() {
        return "program";
    }

    @Override
    public boolean handles(String eventName) {
        return eventName.startsWith("program.");
    }

    @Override
    public void apply(List<RecordedEvent> events, Tables tables) throws SQLException {
        var programs = new Rows(PROGRAM);
        var policies = new Rows(POLICY);
        for (var recorded : events) {
            if (recorded.event() instanceof ProgramEvent event) {
                switch (event) {
                    case ProgramPublished e ->
                        programs.add(
                                e.programId(),
                                recorded.stored().sequence(),
                                e.name(),
                                e.levelOfCare().code(),
                                e.population().code(),
                                e.timeZone(),
                                e.occurred().at());
                    case PolicyAdopted e -> policies.add(row(e));
                }
            }
        }
        programs.insert(tables, "program");
        policies.insert(tables, "policy");
    }

    private static Object[] row(PolicyAdopted e) {
        var policy = e.policy();
        return new Object[] {
            e.programId(),
            e.version(),
            e.effectiveFrom(),
            e.occurred().at(),
            e.occurred().zone(),
            policy.weekStart().getValue(),
            policy.weeklyMinutes(),
            policy.usualShortestMinutes(),
            policy.usualLongestMinutes(),
            policy.longestMinutes(),
            policy.lateAfterHours(),
            policy.makeUpWithinDays(),
            policy.absencesInARow(),
            policy.silenceDays(),
            policy.retentionYears()
        };
    }
}

package org.throughline.query.program;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.events.Coded;
import org.throughline.events.LevelOfCare;
import org.throughline.events.Occurred;
import org.throughline.events.Population;
import org.throughline.events.ProgramEvent.PolicyAdopted;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.ProgramId;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.folds.Program;

/** Reads programs and their policies. */
@Component
public class Programs {
    private final JdbcClient views;

    Programs(@Qualifier("views") JdbcClient views) {
        this.views = views;
    }

    /** All programs, by name. */
    public List<ProgramPublished> all() {
        return views.sql("select * from program.program order by name, program")
                .query((row, _) -> published(row))
                .list();
    }

    /** A program. */
    public Optional<ProgramPublished> of(ProgramId program) {
        return views.sql("select * from program.program where program = ?")
                .param(program.value())
                .query((row, _) -> published(row))
                .optional();
    }

    /** A program with all its policies, as weeks are judged by; unpublished if it is not known. */
    public Program withPolicies(ProgramId program) {
        var policies = views.sql("select * from program.policy where program = ? order by version")
                .param(program.value())
                .query((row, _) -> adopted(row))
                .list();
        return new Program(of(program).orElse(null), policies);
    }

    private static ProgramPublished published(ResultSet row) throws SQLException {
        var zone = ZoneId.of(row.getString("zone"));
        return new ProgramPublished(
                new ProgramId(row.getObject("program", UUID.class)),
                new Occurred(row.getObject("published_at", OffsetDateTime.class).toInstant(), zone),
                row.getString("name"),
                coded(LevelOfCare.values(), row.getString("level_of_care")),
                coded(Population.values(), row.getString("population")),
                zone);
    }

    private static PolicyAdopted adopted(ResultSet row) throws SQLException {
        return new PolicyAdopted(
                new ProgramId(row.getObject("program", UUID.class)),
                new Occurred(
                        row.getObject("adopted_at", OffsetDateTime.class).toInstant(),
                        ZoneId.of(row.getString("zone"))),
                row.getInt("version"),
                row.getObject("effective_from", LocalDate.class),
                new ProgramPolicy(
                        DayOfWeek.of(row.getInt("week_start")),
                        row.getInt("weekly_minutes"),
                        row.getInt("usual_shortest_minutes"),
                        row.getInt("usual_longest_minutes"),
                        row.getInt("longest_minutes"),
                        row.getInt("late_after_hours"),
                        row.getInt("make_up_within_days"),
                        row.getInt("absences_in_a_row"),
                        row.getInt("silence_days"),
                        row.getInt("retention_years")));
    }

    private static <T extends Coded> T coded(T[] values, String code) {
        return List.of(values).stream()
                .filter(value -> value.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown code " + code));
    }
}

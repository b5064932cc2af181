package org.throughline.query.worklist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.events.JourneyId;
import org.throughline.events.PatientId;
import org.throughline.events.PersonName;
import org.throughline.events.ProgramId;
import org.throughline.events.ProgramPolicy;
import org.throughline.query.feed.Erasures;
import org.throughline.query.program.Programs;

/**
 * The open journeys, those first that need someone. The limits are those of the policy in force today. It holds names:
 * whoever calls it records the reading first.
 */
@Component
public class Worklist {
    /** Why a journey needs someone, the most urgent first. */
    public enum Reason {
        /** A return to use in the last two weeks, and nobody has seen or spoken to the patient since. */
        RELAPSE_WITHOUT_CONTACT,
        /** As many sessions missed in a row as call for attention, or more. */
        ABSENCES_IN_A_ROW,
        /** No contact for half as long as the policy allows silence, or longer. */
        SILENCE,
        /** Fewer hours than required in the last full week. */
        HOURS_SHORT
    }

    /**
     * One journey on the list.
     *
     * @param name empty if it is erased
     * @param reasons the most urgent first; empty if it needs nobody in particular
     * @param lastContact when the patient was last seen or spoken to
     * @param silentDays days since then, by the program's calendar
     * @param lastWeekCredited minutes credited in the last full week; null if there was none yet
     * @param lastWeekRequired minutes required in it; null if there was none yet
     * @param lastRelapse the day of the last return to use known
     */
    public record Row(
            JourneyId journey,
            PatientId patient,
            Optional<PersonName> name,
            ProgramId program,
            String programName,
            String levelOfCare,
            String clinician,
            LocalDate admittedOn,
            List<Reason> reasons,
            int absencesInARow,
            Instant lastContact,
            int silentDays,
            @Nullable Integer lastWeekCredited,
            @Nullable Integer lastWeekRequired,
            @Nullable LocalDate lastRelapse) {
        public Row {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String toString() {
            return "Row[" + journey + " " + reasons + "]";
        }
    }

    /**
     * A part of the list.
     *
     * @param open how many journeys are open
     * @param needing how many of them need someone
     */
    public record Page(List<Row> rows, long open, long needing) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /**
     * What today means to a program.
     *
     * @param lastWeek the week before this one, unless it was cut short by a new policy and is judged by nobody
     * @param weeklyMinutes what the policy of that week demanded of it
     * @param policy the policy in force today
     */
    private record Day(
            ProgramId program,
            String name,
            LocalDate today,
            @Nullable LocalDate lastWeek,
            int weeklyMinutes,
            ProgramPolicy policy) {}

    private static final String SQL = """
            with day as (
                select * from unnest(?::uuid[], ?::text[], ?::date[], ?::date[], ?::int[], ?::int[], ?::int[])
                    as d(program, name, today, last_week, weekly_minutes, absences_in_a_row, silence_days)),
            judged as (
                select j.journey, j.patient, j.program, d.name as program_name, j.level_of_care, j.clinician, j.admitted_on,
                    j.last_contact_at, j.last_relapse_on, d.today - j.last_contact_on as silent_days,
                    coalesce(a.absences_in_a_row, 0) as absences,
                    case when j.admitted_on <= d.last_week then coalesce(w.credited_minutes, 0) end as credited,
                    case when j.admitted_on <= d.last_week then greatest(d.weekly_minutes, a.weekly_minutes) end
                        as required,
                    coalesce(j.last_relapse_on > d.today - 14 and j.last_contact_at <= j.last_relapse_at, false)
                        as relapse_without_contact,
                    coalesce(a.absences_in_a_row >= d.absences_in_a_row, false) as absences_in_a_row,
                    (d.today - j.last_contact_on) * 2 >= d.silence_days as silence,
                    coalesce(j.admitted_on <= d.last_week and coalesce(w.credited_minutes, 0)
                        < greatest(d.weekly_minutes, a.weekly_minutes), false) as hours_short
                from timeline.journey j
                join day d on d.program = j.program
                left join attendance.journey a on a.journey = j.journey
                left join attendance.week w on w.journey = j.journey and w.week = d.last_week
                where j.status = 'open'),
            ranked as (
                select *, 8 * relapse_without_contact::int + 4 * absences_in_a_row::int + 2 * silence::int
                    + hours_short::int as urgency
                from judged)
            select r.*, i.given, i.family, t.open, t.needing
            from (select count(*) as open, count(*) filter (where urgency > 0) as needing from ranked) t
            left join lateral (select * from ranked order by urgency desc, silent_days desc, journey limit ? offset ?) r
                on true
            left join identity.patient i on i.patient = r.patient
            order by r.urgency desc, r.silent_days desc, r.journey
            """;

    private final JdbcClient views;
    private final Programs programs;
    private final Erasures erasures;

    Worklist(@Qualifier("views") JdbcClient views, Programs programs, Erasures erasures) {
        this.views = views;
        this.programs = programs;
        this.erasures = erasures;
    }

    /** A part of the list of some programs, as it stands at a moment. */
    public Page of(Collection<ProgramId> of, Instant now, int limit, int offset) {
        var days = of.stream().distinct().flatMap(program -> day(program, now)).toList();
        var totals = new long[2];
        var rows = new ArrayList<Row>();
        var erased = erasures.all();
        views.sql(SQL)
                .params(
                        column(days, Day::program),
                        column(days, Day::name),
                        column(days, Day::today),
                        column(days, Day::lastWeek),
                        column(days, Day::weeklyMinutes),
                        column(days, day -> day.policy().absencesInARow()),
                        column(days, day -> day.policy().silenceDays()),
                        limit,
                        offset)
                .query(row -> {
                    totals[0] = row.getLong("open");
                    totals[1] = row.getLong("needing");
                    if (row.getObject("journey") != null) {
                        rows.add(row(row, erased));
                    }
                });
        return new Page(rows, totals[0], totals[1]);
    }

    /** Empty for a program that is not published or has no policy in force: nobody can be enrolled in it. */
    private Stream<Day> day(ProgramId id, Instant now) {
        var program = programs.withPolicies(id);
        var published = program.published();
        if (published == null) {
            return Stream.empty();
        }
        var today = now.atZone(published.timeZone()).toLocalDate();
        var lastWeek = program.weekOf(today)
                .flatMap(week -> program.weekOf(week.minusDays(1))
                        .filter(last -> last.plusWeeks(1).equals(week)));
        var demanded = lastWeek.flatMap(program::policyOn)
                .map(adopted -> adopted.policy().weeklyMinutes())
                .orElse(0);
        return program.policyOn(today).stream()
                .map(adopted ->
                        new Day(id, published.name(), today, lastWeek.orElse(null), demanded, adopted.policy()));
    }

    private static @Nullable String[] column(List<Day> days, Function<Day, @Nullable Object> value) {
        return days.stream()
                .map(value)
                .map(cell -> Objects.toString(cell, null))
                .toArray(String[]::new);
    }

    private static Row row(ResultSet row, Set<PatientId> erased) throws SQLException {
        var family = row.getString("family");
        var patient = new PatientId(row.getObject("patient", UUID.class));
        return new Row(
                new JourneyId(row.getObject("journey", UUID.class)),
                patient,
                family == null || erased.contains(patient)
                        ? Optional.empty()
                        : Optional.of(new PersonName(row.getString("given"), family)),
                new ProgramId(row.getObject("program", UUID.class)),
                row.getString("program_name"),
                row.getString("level_of_care"),
                row.getString("clinician"),
                row.getObject("admitted_on", LocalDate.class),
                reasons(row),
                row.getInt("absences"),
                row.getObject("last_contact_at", OffsetDateTime.class).toInstant(),
                row.getInt("silent_days"),
                row.getObject("credited", Integer.class),
                row.getObject("required", Integer.class),
                row.getObject("last_relapse_on", LocalDate.class));
    }

    private static List<Reason> reasons(ResultSet row) throws SQLException {
        var reasons = new ArrayList<Reason>();
        for (var reason : Reason.values()) {
            if (row.getBoolean(reason.name())) {
                reasons.add(reason);
            }
        }
        return reasons;
    }
}

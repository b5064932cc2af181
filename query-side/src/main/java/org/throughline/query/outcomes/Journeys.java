package org.throughline.query.outcomes;

import static java.util.stream.Collectors.toMap;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.events.ProgramId;
import org.throughline.events.Source;
import org.throughline.query.outcomes.Tally.Size;

/** Counts the read model {@code outcome}. The database counts up; only its sums come over, never a journey. */
@Component
class Journeys {
    /** One pass over the journeys for all figures. No day is before admission, whatever was recorded. */
    private static final String COUNTS = """
        with again as (
            select patient from outcome.journey where source = any (:sources) group by patient having count(*) > 1),
        counted as (
            select o.program, a.patient,
                case when cast(:kept as text[]) is null or {group} = any (cast(:kept as text[])) then {group}
                    else '*' end as value,
                coalesce(o.discharge_reason, 0) as reason,
                greatest(0, coalesce(o.stay_days, d.counted_on - o.admitted_on, o.last_known_day)) as stay,
                o.los_days as los,
                greatest(0, coalesce(o.first_relapse_day, o.died_day, o.found_until_day)) as relapse,
                case when o.first_relapse_day is not null then 1 when o.died_day is not null then 2 else 0 end
                    as relapsed,
                greatest(0, coalesce(o.relapse_or_lost_day, o.died_day, o.asked_until_day)) as back,
                (o.relapse_or_lost_day is not null)::int as came_back,
                (o.relapse_after_day is not null)::int + 2 * (o.relapse_or_lost_after_day is not null)::int as later
            from outcome.journey o
            left join again a on a.patient = o.patient
            left join unnest(cast(:programs as uuid[]), cast(:counted_on as date[])) as d (program, counted_on)
                on d.program = o.program
            where o.source = any (:sources) and (cast(:program as uuid) is null or o.program = :program))
        select program, value, 'STAY' as what, stay as day, reason as code, count(*) as journeys,
            count(patient) as again
        from counted group by program, value, stay, reason
        union all select program, value, 'TEDS_STAY', los, 0, count(*), count(patient)
        from counted where los is not null group by program, value, los
        union all select program, value, 'RELAPSE', relapse, relapsed, count(*), count(patient)
        from counted group by program, value, relapse, relapsed
        union all select program, value, 'RETURN_OR_LOST', back, came_back, count(*), count(patient)
        from counted group by program, value, back, came_back
        union all select program, value, 'LATER', 0, later, count(*), count(patient)
        from counted group by program, value, later
        """;

    private final JdbcClient views;
    private final TransactionTemplate snapshot;

    Journeys(@Qualifier("views") JdbcClient views, @Qualifier("viewsDataSource") DataSource viewsDataSource) {
        this.views = views;
        this.snapshot = new TransactionTemplate(new JdbcTransactionManager(viewsDataSource));
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * How far the record is counted.
     *
     * @param from everything up to here is counted
     * @param to nothing after here is
     */
    record Extent(long from, long to) {}

    /** A number of journeys of a program and a value. */
    record Counted(ProgramId program, String value, Sample.Count count) {}

    /** How many journeys of a kind a program has, or all programs have. */
    record OfKind(DataKind kind, @Nullable ProgramId program, Size size) {}

    /** An attribute that few enough values are known of to compare by. */
    record Attribute(String key, long values) {}

    /** Several questions of one moment: nothing changes between their answers. */
    <T> T atOneMoment(Supplier<T> questions) {
        var answer = snapshot.execute(ignored -> {
            // each goes through all journeys; it takes no more memory than they need, and compiling it takes longer
            views.sql("set local work_mem = '256MB'").update();
            views.sql("set local jit = off").update();
            return questions.get();
        });
        if (answer == null) {
            throw new IllegalStateException("a question without an answer");
        }
        return answer;
    }

    /** How far the record is counted. */
    Extent extent() {
        return views.sql("""
            select coalesce(min(position), 0), coalesce(max(position), 0)
            from feed.position where projection = 'outcome'\
            """)
                .query((row, ignored) -> new Extent(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** How many journeys wait, with all that is recorded of them later, because an event of theirs could not be taken. */
    long waiting() {
        return views.sql("select count(distinct stream) from feed.dead_letter where projection = 'outcome'")
                .query(Long.class)
                .single();
    }

    /** How many journeys of each kind there are in each program, and in all. */
    List<OfKind> kinds() {
        var kinds = Arrays.stream(Source.values())
                .map(source -> DataKind.of(source).name())
                .toArray(String[]::new);
        return views.sql("""
            with kinds as (
                select o.program, o.patient, k.kind from outcome.journey o
                join unnest(cast(:doors as text[]), cast(:kinds as text[])) as k (source, kind)
                    on k.source = o.source),
            again as (
                select kind, patient, count(*) as times from kinds group by kind, patient having count(*) > 1)
            select k.kind, k.program, count(*) as journeys, count(a.patient) as again,
                coalesce(max(a.times), 1) as most
            from kinds k left join again a on a.kind = k.kind and a.patient = k.patient
            group by grouping sets ((k.kind, k.program), (k.kind))\
            """)
                .param("doors", Arrays.stream(Source.values()).map(Source::code).toArray(String[]::new))
                .param("kinds", kinds)
                .query((row, ignored) -> new OfKind(DataKind.valueOf(row.getString("kind")), program(row), size(row)))
                .list();
    }

    private static Size size(ResultSet row) throws SQLException {
        return new Size(row.getLong("journeys"), row.getLong("again"), row.getLong("most"));
    }

    private static @Nullable ProgramId program(ResultSet row) throws SQLException {
        var program = row.getObject("program", UUID.class);
        return program == null ? null : new ProgramId(program);
    }

    /** The sizes of all groups. */
    Map<String, Size> sizes(DataKind kind, Grouping grouping) {
        return views
                .sql("""
                    with valued as (
                        select {group} as value, o.patient from outcome.journey o where o.source = any (:sources)),
                    again as (select patient, count(*) as times from valued group by patient having count(*) > 1)
                    select v.value, count(*) as journeys, count(a.patient) as again, coalesce(max(a.times), 1) as most
                    from valued v left join again a on a.patient = v.patient
                    group by v.value\
                    """.replace("{group}", group(grouping)))
                .param("sources", kind.sources())
                .param("attribute", grouping.attribute())
                .query((row, ignored) -> Map.entry(row.getString("value"), size(row)))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * What is known of the journeys of a selection, by group; groups that are not to be kept are put together.
     *
     * @param countedOn up to which day open journeys of a program are known to be open; of other programs it is the last
     *     day that anything is known of the patient
     */
    List<Counted> counts(Selection selection, @Nullable List<String> kept, Map<ProgramId, LocalDate> countedOn) {
        var programs = List.copyOf(countedOn.keySet());
        return views.sql(COUNTS.replace("{group}", group(selection.grouping())))
                .param("kept", kept == null ? null : kept.toArray(String[]::new))
                .param("attribute", selection.grouping().attribute())
                .param("sources", selection.kind().sources())
                .param("program", uuid(selection.program()))
                .param("programs", programs.stream().map(ProgramId::value).toArray(UUID[]::new))
                .param(
                        "counted_on",
                        programs.stream()
                                .map(countedOn::get)
                                .map(String::valueOf)
                                .toArray(String[]::new))
                .query((row, ignored) -> new Counted(
                        new ProgramId(row.getObject("program", UUID.class)),
                        row.getString("value"),
                        new Sample.Count(
                                Sample.What.valueOf(row.getString("what")),
                                row.getInt("day"),
                                row.getInt("code"),
                                row.getLong("journeys"),
                                row.getLong("again"))))
                .list();
    }

    /** The attributes of admissions that one can compare by. */
    List<Attribute> attributes(DataKind kind, @Nullable ProgramId program) {
        return views.sql("""
            select a.key, count(distinct a.value) as values
            from (select distinct o.attributes from outcome.journey o
                  where o.source = any (:sources) and (cast(:program as uuid) is null or o.program = :program)) o,
                jsonb_each_text(o.attributes) a
            group by a.key having count(distinct a.value) <= :most order by a.key\
            """)
                .param("sources", kind.sources())
                .param("program", uuid(program))
                .param("most", Grouping.MOST)
                .query((row, ignored) -> new Attribute(row.getString(1), row.getLong(2)))
                .list();
    }

    private static String group(Grouping grouping) {
        return "coalesce(" + grouping.sql() + ", '')";
    }

    private static @Nullable UUID uuid(@Nullable ProgramId program) {
        return program == null ? null : program.value();
    }
}

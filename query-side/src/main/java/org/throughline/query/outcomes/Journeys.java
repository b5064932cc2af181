package org.throughline.query.outcomes;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.sql.ResultSet;
import java.sql.SQLException;
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

/** Counts the read model {@code outcome}. The database counts up; only its sums come over, never a journey. */
@Component
class Journeys {
    /** The bits of {@code grouping(stay, los, relapse, back)}: what a count is not about. */
    private static final Map<Integer, Sample.What> ABOUT = Map.of(
            0b0111,
            Sample.What.STAY,
            0b1011,
            Sample.What.TEDS_STAY,
            0b1101,
            Sample.What.RELAPSE,
            0b1110,
            Sample.What.RETURN_OR_LOST);

    /** One pass over the journeys for all figures. No day is before admission, whatever was recorded. */
    private static final String COUNTS = """
            with counted as (
                select case when cast(:kept as text[]) is null or {group} = any (cast(:kept as text[])) then {group}
                            else '*' end as value,
                    coalesce(o.discharge_reason, 0) as reason,
                    greatest(0, coalesce(o.stay_days, o.last_known_day)) as stay,
                    o.los_days as los,
                    greatest(0, coalesce(o.first_relapse_day, o.last_known_day)) as relapse,
                    (o.first_relapse_day is not null)::int as relapsed,
                    greatest(0, coalesce(o.relapse_or_lost_day, o.last_known_day)) as back,
                    (o.relapse_or_lost_day is not null)::int as came_back
                from outcome.journey o
                where o.source = any (:sources) and (cast(:program as uuid) is null or o.program = :program)
            )
            select value, grouping(stay, los, relapse, back) as about, coalesce(stay, los, relapse, back) as day,
                coalesce(reason, relapsed, came_back, 0) as code, count(*) as journeys
            from counted
            group by grouping sets
                ((value, stay, reason), (value, los), (value, relapse, relapsed), (value, back, came_back))
            """;

    private final JdbcClient views;
    private final TransactionTemplate snapshot;

    Journeys(@Qualifier("views") JdbcClient views, @Qualifier("viewsDataSource") DataSource viewsDataSource) {
        this.views = views;
        this.snapshot = new TransactionTemplate(new JdbcTransactionManager(viewsDataSource));
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** How many journeys of a program are in a group. */
    record Size(ProgramId program, String value, long journeys) {}

    /** An attribute that few enough values are known of to compare by. */
    record Attribute(String key, long values) {}

    /** Several questions of one moment: nothing changes between their answers. */
    <T> T atOneMoment(Supplier<T> questions) {
        var answer = snapshot.execute(ignored -> questions.get());
        if (answer == null) {
            throw new IllegalStateException("a question without an answer");
        }
        return answer;
    }

    /** How far the record is counted. */
    long position() {
        return views.sql("select coalesce(min(position), 0) from feed.position where projection = 'outcome'")
                .query(Long.class)
                .single();
    }

    /** How many journeys of each kind there are. */
    Map<DataKind, Long> kinds(@Nullable ProgramId program) {
        return views
                .sql("""
                        select source, count(*) as journeys from outcome.journey
                        where cast(:program as uuid) is null or program = :program group by source""")
                .param("program", uuid(program))
                .query((row, ignored) -> Map.entry(DataKind.ofSource(row.getString(1)), row.getLong(2)))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum));
    }

    /** The sizes of all groups in all programs. */
    List<Size> sizes(DataKind kind, Grouping grouping) {
        return views.sql("select o.program, " + group(grouping) + " as value, count(*) as journeys"
                        + " from outcome.journey o where o.source = any (:sources) group by 1, 2")
                .param("sources", kind.sources())
                .param("attribute", grouping.attribute())
                .query((row, ignored) ->
                        new Size(new ProgramId(row.getObject(1, UUID.class)), row.getString(2), row.getLong(3)))
                .list();
    }

    /** What is known of the journeys of a selection, by group; groups that are not to be kept are put together. */
    Map<String, List<Sample.Count>> counts(Selection selection, @Nullable List<String> kept) {
        return views
                .sql(COUNTS.replace("{group}", group(selection.grouping())))
                .param("kept", kept == null ? null : kept.toArray(String[]::new))
                .param("attribute", selection.grouping().attribute())
                .param("sources", selection.kind().sources())
                .param("program", uuid(selection.program()))
                .query((row, ignored) -> Map.entry(row.getString("value"), count(row)))
                .list()
                .stream()
                .filter(entry -> entry.getValue().day() >= 0)
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    /** The attributes of admissions that one can compare by. */
    List<Attribute> attributes(DataKind kind, @Nullable ProgramId program) {
        return views.sql("""
                        select a.key, count(distinct a.value) as values
                        from outcome.journey o, jsonb_each_text(o.attributes) a
                        where o.source = any (:sources) and (cast(:program as uuid) is null or o.program = :program)
                        group by a.key having count(distinct a.value) <= :most order by a.key""")
                .param("sources", kind.sources())
                .param("program", uuid(program))
                .param("most", Grouping.MOST)
                .query((row, ignored) -> new Attribute(row.getString(1), row.getLong(2)))
                .list();
    }

    private static String group(Grouping grouping) {
        return "coalesce(" + grouping.sql() + ", '')";
    }

    private static Sample.Count count(ResultSet row) throws SQLException {
        var about = ABOUT.get(row.getInt("about"));
        if (about == null) {
            throw new SQLException("a count of nothing that was asked for");
        }
        // an open journey has no length of stay: its count is about nothing
        var day = row.getObject("day", Integer.class);
        return new Sample.Count(about, day == null ? -1 : day, row.getInt("code"), row.getLong("journeys"));
    }

    private static @Nullable UUID uuid(@Nullable ProgramId program) {
        return program == null ? null : program.value();
    }
}

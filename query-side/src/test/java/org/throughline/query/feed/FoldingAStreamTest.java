package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.throughline.events.storage.EventCodec;
import org.throughline.events.storage.StoredEvent;
import org.throughline.query.QueryHouse;
import org.throughline.testing.Role;

class FoldingAStreamTest {
    private static final UUID SOME = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("01980000-0000-7000-8000-000000000002");

    /** The names of its events, each of which stays until its opposite comes. */
    private static final class Names implements Folding.Kept {
        private final List<String> names = new ArrayList<>();
        private int told;

        @Override
        public void add(RecordedEvent recorded) {
            told++;
            var name = recorded.stored().name();
            if (name.startsWith("-")) {
                names.remove(name.substring(1));
            } else if (!name.equals("again")) {
                names.add(name);
            }
        }

        @Override
        public void write(FactWriter facts) {
            facts.number(told);
            facts.number(names.size());
            names.forEach(facts::text);
        }

        static Names read(FactReader facts) {
            var read = new Names();
            read.told = facts.number();
            for (var left = facts.number(); left > 0; left--) {
                read.names.add(facts.text());
            }
            return read;
        }

        static Collection<@Nullable Object[]> rows(UUID stream, Names kept) {
            return kept.names.stream()
                    .distinct()
                    .map(name -> new @Nullable Object[] {
                        stream,
                        name,
                        (int) kept.names.stream().filter(name::equals).count()
                    })
                    .toList();
        }
    }

    private static final Folding<Names> FOLDING = new Folding<>(
            Names::new,
            Names::read,
            List.of(new Folding.Derived<>("name", 2, List.of("stream uuid", "name text", "times int"), Names::rows)));

    private final QueryHouse house = QueryHouse.fresh("folding");
    private Connection views;
    private Tables tables;
    private long position;

    @BeforeEach
    void make_tables() throws SQLException {
        views = house.views(Role.OWNER).getConnection();
        tables = new Tables(views, "pg_temp");
        try (var statement = views.createStatement()) {
            statement.execute("create temporary table kept (stream uuid primary key, facts bytea not null)");
            statement.execute("create temporary table name (stream uuid, name text, times int, version serial,"
                    + " primary key (stream, name))");
        }
    }

    @AfterEach
    void close() throws SQLException {
        views.close();
        house.close();
    }

    private RecordedEvent event(UUID stream, long sequence, String name) {
        position++;
        return new RecordedEvent(
                new StoredEvent(
                        position,
                        UUID.randomUUID(),
                        stream,
                        sequence,
                        name,
                        1,
                        "2026-01-01T00:00:00.000000Z",
                        "{}",
                        "{}"),
                EventCodec.ofHistory());
    }

    private void apply(RecordedEvent... events) throws SQLException {
        FOLDING.apply(List.of(events), tables);
        tables.flush();
    }

    /** Which rows there are; one that was inserted again has another number. */
    private List<String> rows() throws SQLException {
        return tables.query(
                "select stream, name, times, version from {name} order by stream, name",
                row -> (row.getObject(1, UUID.class).equals(SOME) ? "some" : "other") + " " + row.getString(2) + " "
                        + row.getInt(3) + " #" + row.getInt(4));
    }

    @Test
    void adds_changes_and_takes_away_the_rows_that_are_no_longer_the_same() throws SQLException {
        apply(event(SOME, 0, "a"), event(OTHER, 0, "a"), event(SOME, 1, "b"), event(SOME, 2, "b"));
        assertThat(rows()).containsExactly("some a 1 #1", "some b 2 #2", "other a 1 #3");

        apply(event(SOME, 3, "-a"), event(SOME, 4, "b"), event(OTHER, 1, "again"), event(SOME, 5, "c"));
        assertThat(rows()).containsExactly("some b 3 #2", "some c 1 #5", "other a 1 #3");
    }

    @Test
    void comes_to_the_same_however_the_events_are_put_into_batches() throws SQLException {
        var names = List.of("a", "b", "-a", "a", "a", "-b", "c", "again");
        for (int sequence = 0; sequence < names.size(); sequence++) {
            apply(event(SOME, sequence, names.get(sequence)));
        }
        var together = new ArrayList<RecordedEvent>();
        for (int sequence = 0; sequence < names.size(); sequence++) {
            together.add(event(OTHER, sequence, names.get(sequence)));
        }
        apply(together.toArray(RecordedEvent[]::new));

        assertThat(tables.query("select facts from {kept} order by stream", row -> List.of(row.getString(1))))
                .hasSize(2)
                .satisfies(kept -> assertThat(kept.getFirst()).isEqualTo(kept.getLast()));
        assertThat(rows().stream().map(row -> row.replaceFirst(" #.*", "")))
                .containsExactly("some a 2", "some c 1", "other a 2", "other c 1");
    }

    @Test
    void makes_the_rows_at_the_end_where_nobody_reads_them_before() throws SQLException {
        FOLDING.applyInBulk(List.of(event(SOME, 0, "a"), event(OTHER, 0, "a")), tables);
        FOLDING.applyInBulk(List.of(event(SOME, 1, "b"), event(SOME, 2, "-a")), tables);
        tables.flush();
        assertThat(rows()).isEmpty();

        for (int again = 0; again < 2; again++) {
            FOLDING.settle(tables);
            tables.flush();
            assertThat(rows().stream().map(row -> row.replaceFirst(" #.*", "")))
                    .containsExactly("some b 1", "other a 1");
        }
    }

    @Test
    void begins_in_the_middle_where_the_first_events_were_left_out() throws SQLException {
        apply(event(SOME, 3, "a"));
        apply(event(SOME, 5, "a"));

        assertThat(rows()).containsExactly("some a 2 #1");
    }

    @Test
    void writes_many_at_once() throws SQLException {
        var many = new ArrayList<RecordedEvent>();
        for (int i = 0; i < 100; i++) {
            many.add(event(new UUID(7, i), 0, "a"));
        }
        apply(many.toArray(RecordedEvent[]::new));
        for (int i = 0; i < 100; i++) {
            many.set(i, event(new UUID(7, i), 1, "a"));
        }
        apply(many.toArray(RecordedEvent[]::new));

        assertThat(tables.query(
                        "select count(*), min(times), max(times) from {name}",
                        row -> row.getLong(1) + " " + row.getInt(2) + " " + row.getInt(3)))
                .containsExactly("100 2 2");
    }

    @Test
    void reads_every_kind_of_fact_as_it_was_written() {
        var facts = new FactWriter();
        var day = LocalDate.of(-1, 12, 31);
        var moment = Instant.parse("1969-12-31T23:59:59.999999999Z");
        var text = "ü😀".repeat(2_000);
        facts.code(255);
        facts.number(Integer.MIN_VALUE);
        facts.large(Long.MAX_VALUE);
        facts.flag(true);
        facts.day(day);
        facts.moment(moment);
        facts.id(SOME);
        facts.text(text);
        facts.numberIfAny(null);
        facts.numberIfAny(-3);
        facts.textIfAny(null);
        facts.textIfAny("");

        var read = new FactReader(facts.written());

        assertThat(read.code()).isEqualTo(255);
        assertThat(read.number()).isEqualTo(Integer.MIN_VALUE);
        assertThat(read.large()).isEqualTo(Long.MAX_VALUE);
        assertThat(read.flag()).isTrue();
        assertThat(read.day()).isEqualTo(day);
        assertThat(read.moment()).isEqualTo(moment);
        assertThat(read.id()).isEqualTo(SOME);
        assertThat(read.text()).isEqualTo(text);
        assertThat(read.numberIfAny()).isNull();
        assertThat(read.numberIfAny()).isEqualTo(-3);
        assertThat(read.textIfAny()).isNull();
        assertThat(read.textIfAny()).isEmpty();
    }
}

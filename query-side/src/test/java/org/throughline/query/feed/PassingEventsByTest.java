package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.throughline.testing.Histories.journey;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.throughline.events.HistoryEvent;
import org.throughline.query.Node;
import org.throughline.query.QueryHouse;
import org.throughline.testing.Histories;

/** Most events concern few read models; the others have to get past them all the same. */
class PassingEventsByTest {
    /** Counts how often it is given a program's event, and wants no other. */
    static final class ProgramsOnly implements Projection {
        private static final Rows.Columns ROW = new Rows.Columns("position bigint");

        @Override
        public String name() {
            return "programs";
        }

        @Override
        public boolean handles(String eventName) {
            return eventName.startsWith("program.");
        }

        @Override
        public String definition() {
            return "create table seen (position bigint primary key, times int not null default 1)";
        }

        @Override
        public void apply(List<RecordedEvent> events, Tables tables) throws SQLException {
            var rows = new Rows(ROW);
            events.forEach(event -> rows.add(event.position()));
            rows.run(tables, """
                    insert into {seen} as seen (position) select position from {rows}
                    on conflict (position) do update set times = seen.times + 1""");
        }
    }

    private final QueryHouse house = QueryHouse.fresh("passing");
    private Node node;
    private int next = 2;

    @BeforeEach
    void open() {
        house.append(program(1));
        house.append(journey(1).enrolled("2026-01-05T09:00").events());
        node = house.startFeed(List.of(ProgramsOnly.class)).caughtUp();
        // from here on it knows where its segments are
        house.append(program(2));
        node.caughtUp();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static HistoryEvent program(int number) {
        return Histories.published(Histories.program(number), "Program " + number, Histories.ZONE);
    }

    private void nothingThatConcernsIt() {
        house.append(journey(next++).enrolled("2026-01-06T09:00").events());
    }

    private Map<Long, Integer> seen() {
        return Map.copyOf(house
                .views()
                .sql("select position, times from programs.seen order by position")
                .query((row, _) -> Map.entry(row.getLong(1), row.getInt(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private List<Long> positions() {
        return house.views()
                .sql("select position from feed.position where projection = 'programs' order by segment")
                .query((row, _) -> row.getLong(1))
                .list();
    }

    @Test
    void every_segment_goes_on_past_them_and_names_the_event_it_is_at() {
        nothingThatConcernsIt();
        node.caughtUp();

        var last = house.all().getLast();
        assertThat(positions()).containsExactly(last.position(), last.position());
        assertThat(house.views()
                        .sql("select distinct event_id from feed.position where projection = 'programs'")
                        .query(UUID.class)
                        .list())
                .containsExactly(last.eventId());
        assertThat(seen()).hasSize(2).allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void one_that_is_elsewhere_by_now_is_delivered_to_from_there() {
        var second = house.all().getLast();
        var before = house.all().get(house.all().size() - 2);
        house.views()
                .sql("delete from programs.seen where position = ?")
                .param(second.position())
                .update();
        house.views()
                .sql("update feed.position set position = ?, event_id = ? where projection = 'programs'")
                .params(before.position(), before.eventId())
                .update();

        nothingThatConcernsIt();
        node.caughtUp();

        assertThat(seen()).containsEntry(second.position(), 1).hasSize(2);
    }

    @Test
    void one_of_another_version_is_left_where_it_is() {
        var here = positions();
        house.views()
                .sql("update feed.read_model set definition = 'newer' where projection = 'programs'")
                .update();

        nothingThatConcernsIt();
        house.append(program(3));
        nothingThatConcernsIt();

        // the processor has met it by then
        await().untilAsserted(() -> assertThat(status().runningHere() && status().segmentsHere() > 0)
                .isFalse());
        assertThat(positions()).isEqualTo(here);
        assertThat(seen()).hasSize(2);
    }

    private Feed.Status status() {
        return node.part(Feed.class).status().stream()
                .filter(status -> status.projection().equals("programs"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_token_is_never_beyond_the_position_and_follows_it() {
        await().untilAsserted(() -> {
            nothingThatConcernsIt();
            node.caughtUp();
            var tokens = house.views().sql("""
                            select cast(t.token as json)->>'globalIndex' from feed.token t
                            where t.processor = 'programs' order by t.segment""").query(Long.class).list();
            var positions = positions();
            assertThat(tokens.getFirst()).isBetween(3L, positions.getFirst());
            assertThat(tokens.getLast()).isBetween(3L, positions.getLast());
        });
    }

    @Test
    void what_a_node_has_not_written_before_it_ends_is_found_by_the_next() {
        nothingThatConcernsIt();
        node.close();

        node = house.startFeed(List.of(ProgramsOnly.class)).caughtUp();

        assertThat(seen()).hasSize(2).allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
    }
}

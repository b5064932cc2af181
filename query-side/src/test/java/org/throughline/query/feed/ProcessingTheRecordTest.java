package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.throughline.events.ProgramId;
import org.throughline.query.Node;
import org.throughline.query.QueryHouse;
import org.throughline.testing.Histories;

/** Axon's processor over the record, with sparing tokens, positions beside the rows, and stretches instead of events. */
class ProcessingTheRecordTest extends ProcessingContract {
    /** Who is woken only when nodes look for segments is late. */
    private static final String SELDOM_LOOKING = "throughline.feed.claim=2s";

    private final QueryHouse house = QueryHouse.fresh("processing");

    /** Writes down what it handles. */
    static final class Handling implements Projection {
        private static final Rows.Columns ROW =
                new Rows.Columns("place bigint", "stream uuid", "sequence bigint", "node uuid", "segment int");

        private final UUID node = UUID.randomUUID();

        @Override
        public String name() {
            return Handled.PROCESSOR;
        }

        @Override
        public boolean handles(String eventName) {
            return true;
        }

        @Override
        public String definition() {
            return Handled.TABLE;
        }

        @Override
        public void apply(List<RecordedEvent> events, Tables tables) throws SQLException {
            var rows = new Rows(ROW);
            for (var event : events) {
                var now = Handled.now(event.stored().stream(), event.stored().sequence(), node);
                rows.add(now.place(), now.stream(), now.sequence(), now.node(), now.segment());
            }
            rows.insertNew(tables, "seen");
        }
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Override
    Worker start() {
        return new Feeding(
                house.startFeed(List.of(Handling.class), SELDOM_LOOKING).ready());
    }

    private record Feeding(Node node) implements Worker {
        @Override
        public UUID id() {
            return node.part(Handling.class).node;
        }

        @Override
        public int segments() {
            return node.part(Processors.class)
                    .last(Handled.PROCESSOR)
                    .processingStatus()
                    .size();
        }

        /** A read model is rebuilt beside the live one, which goes on meanwhile, and takes its place when it is done. */
        @Override
        public void replay() throws Exception {
            assertThat(node.part(Feed.class).rebuild(Handled.PROCESSOR).get()).isTrue();
        }

        @Override
        public void close() {
            node.close();
        }
    }

    @Override
    void append(UUID stream, long already, int events) {
        house.append(
                Collections.nCopies(events, Histories.published(new ProgramId(stream), "Evenings", Histories.ZONE)));
    }

    @Override
    List<Handled> handled() {
        return Handled.in(house.views(), "handled.seen");
    }

    /** Nobody has to tell the nodes: each takes its even share, as many as are up. */
    @Override
    void awaitShares(Worker first, Worker second) {
        awaitShares(first, SEGMENTS / 2, second, SEGMENTS / 2);
    }

    /** The database says so when something is appended, whoever did it; nobody looks every half second. */
    @Override
    void assertWoken(Duration median) {
        assertThat(median).isLessThan(Duration.ofMillis(400));
    }
}

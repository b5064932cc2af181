package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.throughline.events.storage.StoredEvent;
import org.throughline.query.QueryHouse;

/** What the table of {@link FragileProjection} says. */
final class Seen {
    /** An event that was seen, and how often. */
    record Row(long position, UUID stream, int times) {}

    private Seen() {}

    static List<Row> in(QueryHouse house, String schema) {
        return house.views()
                .sql("select position, stream, times from " + schema + ".seen order by position")
                .query((row, _) -> new Row(row.getLong(1), row.getObject(2, UUID.class), row.getInt(3)))
                .list();
    }

    /** Nothing of the record is lost, and nothing doubled. */
    static void everythingOnce(QueryHouse house) {
        assertThat(in(house, "fragile"))
                .containsExactlyElementsOf(house.all().stream()
                        .map(event -> new Row(event.position(), event.stream(), 1))
                        .toList());
    }

    static List<Long> positions(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::position).toList();
    }
}

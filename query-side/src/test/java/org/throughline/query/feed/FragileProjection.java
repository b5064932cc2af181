package org.throughline.query.feed;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.throughline.events.privacy.KeyStoreUnavailable;

/** Remembers which events it saw, and fails where the test wants it to. */
class FragileProjection implements Projection {
    private static final Rows.Columns ROW = new Rows.Columns("position bigint", "stream uuid");

    /** Streams it cannot take. */
    final Set<UUID> failing = ConcurrentHashMap.newKeySet();
    /** Positions it cannot take. */
    final Set<Long> refused = ConcurrentHashMap.newKeySet();
    /** The first position it cannot take now, though it could later. */
    volatile long closedFrom = Long.MAX_VALUE;
    /** A rebuild waits here before each of its pages. */
    final Gate rebuilding = new Gate();
    /** A rebuild waits here when it has read everything. */
    final Gate swapping = new Gate();

    @Override
    public String name() {
        return "fragile";
    }

    @Override
    public boolean handles(String eventName) {
        return true;
    }

    @Override
    public String definition() {
        return "create table seen (position bigint primary key, stream uuid not null, times int not null default 1)";
    }

    void insert(Rows rows, Tables tables) throws SQLException {
        rows.run(tables, """
                insert into {seen} as seen (position, stream) select position, stream from {rows}
                on conflict (position) do update set times = seen.times + 1""");
    }

    @Override
    public void applyInBulk(List<RecordedEvent> events, Tables tables) throws SQLException {
        rebuilding.pass();
        apply(events, tables);
    }

    @Override
    public void settle(Tables tables) {
        swapping.pass();
    }

    @Override
    public void apply(List<RecordedEvent> events, Tables tables) throws SQLException {
        var rows = new Rows(ROW);
        for (var event : events) {
            if (event.position() >= closedFrom) {
                throw new KeyStoreUnavailable(new SQLException("closed"));
            }
            rows.add(event.position(), event.stored().stream());
        }
        // written before it fails, so that what is written has to be undone
        insert(rows, tables);
        tables.flush();
        for (var event : events) {
            if (failing.contains(event.stored().stream()) || refused.contains(event.position())) {
                throw new IllegalStateException("Ada Example, born 1988, cannot be taken");
            }
        }
    }
}

package org.throughline.query.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.throughline.events.privacy.KeyStoreUnavailable;
import org.throughline.query.correlation.Correlation;

/**
 * Applies a batch so that one bad event stops its own stream only. A batch that fails is undone and taken again in
 * halves, and these in halves again; the event that fails is parked as a dead letter, and all later events of its stream
 * follow it there, in order. What may pass by itself (a database or the key store that does not answer) parks nothing.
 */
final class Parking {
    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);
    private static final String BEHIND = "behind an earlier event of its stream";
    /** Connection lost, rolled back by the server, out of resources, locked, shut down, system error. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58");

    /** What is done with events. */
    interface Application {
        void apply(List<RecordedEvent> events, Tables tables) throws SQLException;
    }

    private final Connection views;
    private final String projection;
    private final Tables tables;

    Parking(Connection views, String projection) {
        this.views = views;
        this.projection = projection;
        this.tables = new Tables(views, projection);
    }

    void apply(List<RecordedEvent> events, Application application) throws SQLException {
        var parked = parkedStreams(events);
        var going = events.stream()
                .filter(event -> !parked.contains(event.stored().stream()))
                .toList();
        var taken = new HashSet<RecordedEvent>();
        if (!going.isEmpty() && failureOf(going, application) != null) {
            halves(going, application, parked, taken);
        }
        for (var event : events) {
            if (parked.contains(event.stored().stream()) && !taken.contains(event)) {
                park(event, BEHIND);
            }
        }
    }

    /** Takes what has failed in halves; {@code taken} is what was applied, or parked with its own cause. */
    private void halves(List<RecordedEvent> failed, Application application, Set<UUID> parked, Set<RecordedEvent> taken)
            throws SQLException {
        var middle = failed.size() / 2;
        for (var half : List.of(failed.subList(0, middle), failed.subList(middle, failed.size()))) {
            var going = half.stream()
                    .filter(event -> !parked.contains(event.stored().stream()))
                    .toList();
            var failure = going.isEmpty() ? null : failureOf(going, application);
            if (failure == null) {
                taken.addAll(going);
            } else if (going.size() > 1) {
                halves(going, application, parked, taken);
            } else {
                var event = going.getFirst();
                tell(event, failure);
                park(event, cause(failure));
                parked.add(event.stored().stream());
                taken.add(event);
            }
        }
    }

    private void tell(RecordedEvent event, Exception failure) {
        try (var _ = event.correlation().map(Correlation::logged).orElse(null)) {
            LOG.error(
                    "The projection {} cannot take the event at position {} ({}, {}); it and all later events of"
                            + " its stream wait as dead letters",
                    projection,
                    event.position(),
                    event.stored().name(),
                    cause(failure));
        }
    }

    /** Applies events; returns why it is undone, or null. */
    private @Nullable Exception failureOf(List<RecordedEvent> events, Application application) throws SQLException {
        var before = views.setSavepoint();
        try {
            application.apply(events, tables);
            tables.flush();
            views.releaseSavepoint(before);
            return null;
        } catch (SQLException | RuntimeException failure) {
            tables.forget();
            if (passes(failure)) {
                throw failure;
            }
            views.rollback(before);
            return failure;
        }
    }

    /** Whether it may go well when it is simply tried again. */
    static boolean passes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof KeyStoreUnavailable
                        || (cause instanceof SQLException sql
                                && sql.getSQLState() != null
                                && sql.getSQLState().length() == 5
                                && PASSING.contains(sql.getSQLState().substring(0, 2))));
    }

    /** Class and code only: messages may quote what nobody should read in a list of letters. */
    static String cause(Throwable failure) {
        var root = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .reduce((first, second) -> second)
                .orElse(failure);
        var name = root.getClass().getSimpleName();
        return root instanceof SQLException sql ? name + " " + sql.getSQLState() : name;
    }

    private Set<UUID> parkedStreams(List<RecordedEvent> events) throws SQLException {
        var streams =
                events.stream().map(event -> event.stored().stream()).distinct().toArray();
        try (var select = views.prepareStatement(
                "select distinct stream from feed.dead_letter where projection = ? and stream = any (?)")) {
            select.setString(1, projection);
            select.setArray(2, views.createArrayOf("uuid", streams));
            var parked = new HashSet<UUID>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    parked.add(rows.getObject(1, UUID.class));
                }
            }
            return parked;
        }
    }

    private void park(RecordedEvent event, String cause) throws SQLException {
        try (var insert = views.prepareStatement("""
                insert into feed.dead_letter (projection, position, stream, event_id, cause) values (?, ?, ?, ?, ?)
                on conflict do nothing""")) {
            insert.setString(1, projection);
            insert.setLong(2, event.position());
            insert.setObject(3, event.stored().stream());
            insert.setObject(4, event.stored().eventId());
            insert.setString(5, cause);
            insert.executeUpdate();
        }
    }
}

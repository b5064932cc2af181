package org.throughline.query.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Fills one read model. Its rows are a function of one stream each, so that any order of streams gives the same rows.
 *
 * <p>The read model lives in a schema named like the projection. A projection writes its tables unqualified: the live
 * one and the one that is built beside it differ by the search path only. Readers write the qualified name.
 */
public interface Projection {
    /** Lower-case letters: the name of the schema, of the processor and of the package. */
    String name();

    /**
     * The version of the code that makes the rows, from 1. It goes up with every change that makes other rows from the
     * same history: then the read model is built anew, even if its tables are defined as before.
     */
    default int version() {
        return 1;
    }

    /** Whether an event with this stored name concerns it. */
    boolean handles(String eventName);

    /**
     * Brings the rows up to date with a batch: in the order of the record, every event once.
     *
     * @param views a connection in the transaction that also keeps the position
     * @throws SQLException if it cannot; then nothing of the batch may stay
     */
    void apply(List<RecordedEvent> events, Connection views) throws SQLException;

    /**
     * The same while everything is built anew and nobody reads yet: rows that follow from other rows may be left to
     * {@link #settle}.
     *
     * @throws SQLException if it cannot
     */
    default void applyInBulk(List<RecordedEvent> events, Connection views) throws SQLException {
        apply(events, views);
    }

    /**
     * Makes what {@link #applyInBulk} left out.
     *
     * @throws SQLException if it cannot
     */
    default void settle(Connection views) throws SQLException {}

    /** The tables, as SQL; a change means that the read model is built anew. It stands beside the class, named like it. */
    default String definition() {
        try (var sql = getClass().getResourceAsStream(name() + ".sql")) {
            if (sql == null) {
                throw new IllegalStateException("No definition of " + name());
            }
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

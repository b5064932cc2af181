package org.throughline.query.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Fills one read model. Its rows are a function of one stream each, or of several in whatever order these come, so that any
 * order of streams gives the same rows.
 *
 * <p>The read model lives in a schema named like the projection. A projection is handed its {@link Tables}: the live
 * ones and those that are built beside them differ by the schema only. Readers write the qualified name.
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

    /**
     * For how long what comes after something new may gather, so that it is made into rows together: none, unless nobody
     * watches it change.
     */
    default Duration rest() {
        return Duration.ZERO;
    }

    /**
     * How many pages of the record it is handed at once while everything is built anew: more than one where it writes once
     * for all events of a stream.
     */
    default int pagesInBulk() {
        return 1;
    }

    /** Whether an event with this stored name concerns it. */
    boolean handles(String eventName);

    /**
     * Brings the rows up to date with a batch: in the order of the record, every event once.
     *
     * @param tables the tables, in the transaction that also keeps the position
     * @throws SQLException if it cannot; then nothing of the batch may stay
     */
    void apply(List<RecordedEvent> events, Tables tables) throws SQLException;

    /**
     * The same while everything is built anew and nobody reads yet: rows that follow from other rows may be left to
     * {@link #settle}.
     *
     * @throws SQLException if it cannot
     */
    default void applyInBulk(List<RecordedEvent> events, Tables tables) throws SQLException {
        apply(events, tables);
    }

    /**
     * Makes what {@link #applyInBulk} left out.
     *
     * @throws SQLException if it cannot
     */
    default void settle(Tables tables) throws SQLException {}

    /** The tables, as SQL that names them alone; a change means that the read model is built anew. It stands beside the class, named like it. */
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

package org.throughline.query.feed;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows that follow from what a stream tells: its events are folded into one value, which is kept in the table
 * {@code kept}, and the rows of the other tables are a function of that value. However many events of a stream a batch
 * has, what it keeps and each of its rows is written once; rows that stay the same are not.
 *
 * @param <K> what is kept
 */
public final class Folding<K extends Folding.Kept> {
    /**
     * For {@link Projection#pagesInBulk}. Where thousands of patients are treated at the same time, a page has few events of
     * each; so many pages have enough for what is kept not to be written for each event.
     */
    public static final int PAGES_IN_BULK = 10;

    private static final Rows.Columns KEPT = new Rows.Columns("stream uuid", "facts bytea");
    private static final String LOAD = "select stream, facts from {kept} where stream = any (?)";
    private static final String PAGE = "select stream, facts from {kept} where stream > ? order by stream limit 2000";

    /** What is kept of one stream. */
    public interface Kept {
        /** Folds one more event into it. */
        void add(RecordedEvent recorded);

        /** Writes it: the same bytes whenever the same events were told. */
        void write(FactWriter facts);
    }

    /** Reads what {@link Kept#write} wrote. */
    public interface Reading<K> {
        K read(FactReader facts);
    }

    /**
     * What follows from what is kept of a stream.
     *
     * @param <K> what is kept
     * @param <R> what follows
     */
    public interface Following<K, R> {
        /** All that follows from a stream, keyed by what identifies each. */
        Map<?, R> of(UUID stream, K kept);

        /**
         * Writes what has changed.
         *
         * @throws SQLException if it cannot
         */
        void write(List<Change<R>> changes, Tables tables) throws SQLException;

        /** Forgets all of it. */
        void clear(Tables tables);

        /** Whether all of it is made from rows that follow, by {@link #make}, and not from one stream after the other. */
        default boolean followsFromRows() {
            return false;
        }

        /**
         * Makes all of it anew, once there are the rows.
         *
         * @param reading reads what is kept of a stream
         * @throws SQLException if it cannot
         */
        default void make(Tables tables, Function<byte[], K> reading) throws SQLException {}
    }

    /**
     * What followed before a batch, and what follows after it.
     *
     * @param before null if it was not there
     * @param after null if it is gone
     */
    public record Change<R>(@Nullable R before, @Nullable R after) {}

    /**
     * Rows of one table that follow from what is kept of a stream.
     *
     * @param <K> what is kept
     */
    public static final class Derived<K> implements Following<K, List<@Nullable Object>> {
        private final String table;
        private final int keys;
        private final Rows.Columns columns;
        private final Rows.Columns keyColumns;
        private final BiFunction<UUID, K, ? extends Collection<@Nullable Object[]>> rows;
        private final String delete;

        /**
         * A table.
         *
         * @param keys how many columns, from the first, tell rows apart
         * @param columns as {@link Rows.Columns} takes them
         * @param rows all rows of a stream
         */
        public Derived(
                String table,
                int keys,
                List<String> columns,
                BiFunction<UUID, K, ? extends Collection<@Nullable Object[]>> rows) {
            this.table = table;
            this.keys = keys;
            this.columns = new Rows.Columns(columns.toArray(String[]::new));
            this.keyColumns = new Rows.Columns(columns.subList(0, keys).toArray(String[]::new));
            this.rows = rows;
            var which = keyColumns.names().stream()
                    .map(key -> "t." + key + " = r." + key)
                    .collect(Collectors.joining(" and "));
            this.delete = "delete from {%s} t using {rows} where %s".formatted(table, which);
        }

        @Override
        public Map<List<@Nullable Object>, List<@Nullable Object>> of(UUID stream, K kept) {
            var byKey = new LinkedHashMap<List<@Nullable Object>, List<@Nullable Object>>();
            for (var row : rows.apply(stream, kept)) {
                var values = Arrays.asList(row);
                byKey.put(values.subList(0, keys), values);
            }
            return byKey;
        }

        @Override
        public void write(List<Change<List<@Nullable Object>>> changes, Tables tables) throws SQLException {
            var gone = new Rows(keyColumns);
            var rows = new Rows(columns);
            var known = false;
            for (var change : changes) {
                if (change.after == null) {
                    gone.add(Objects.requireNonNull(change.before)
                            .subList(0, keys)
                            .toArray());
                } else {
                    rows.add(change.after.toArray());
                    known |= change.before != null;
                }
            }
            gone.run(tables, delete);
            rows.put(tables, table, keys, known);
        }

        @Override
        public void clear(Tables tables) {
            tables.run("delete from {" + table + "}");
        }
    }

    /** The changes to what follows in one way. */
    private static final class Changes<K, R> {
        private final Following<K, R> following;
        private final List<Change<R>> changes = new ArrayList<>();
        private Map<?, R> known = Map.of();

        Changes(Following<K, R> following) {
            this.following = following;
        }

        void begin(UUID stream, @Nullable K kept) {
            known = kept == null ? Map.of() : following.of(stream, kept);
        }

        void end(UUID stream, K kept) {
            var follows = following.of(stream, kept);
            follows.forEach((key, after) -> {
                var before = known.get(key);
                if (!after.equals(before)) {
                    changes.add(new Change<>(before, after));
                }
            });
            known.forEach((key, before) -> {
                if (!follows.containsKey(key)) {
                    changes.add(new Change<>(before, null));
                }
            });
        }

        void write(Tables tables) throws SQLException {
            if (!changes.isEmpty()) {
                following.write(changes, tables);
            }
        }
    }

    private final Supplier<K> nothing;
    private final Reading<K> reading;
    private final List<? extends Following<K, ?>> followings;

    /**
     * A way of folding.
     *
     * @param nothing what is kept of a stream that nothing was told of
     */
    public Folding(Supplier<K> nothing, Reading<K> reading, List<? extends Following<K, ?>> followings) {
        this.nothing = nothing;
        this.reading = reading;
        this.followings = List.copyOf(followings);
    }

    /**
     * Brings what is kept and what follows from it up to date.
     *
     * @throws SQLException if it cannot
     */
    public void apply(List<RecordedEvent> events, Tables tables) throws SQLException {
        var changes = changes(followings);
        keep(events, tables, changes);
        for (var change : changes) {
            change.write(tables);
        }
    }

    /**
     * The same while nobody reads what follows: only what is kept is brought up to date. Then a batch of events of many
     * streams does not write for each of them what the next batch replaces.
     *
     * @throws SQLException if it cannot
     */
    public void applyInBulk(List<RecordedEvent> events, Tables tables) throws SQLException {
        keep(events, tables, List.of());
    }

    /**
     * Makes anew all that follows from what is kept.
     *
     * @throws SQLException if it cannot
     */
    public void settle(Tables tables) throws SQLException {
        followings.forEach(following -> following.clear(tables));
        var fromStreams = followings.stream()
                .filter(following -> !following.followsFromRows())
                .toList();
        var last = new UUID(0, 0);
        for (var page = page(last, tables); !page.isEmpty(); page = page(last, tables)) {
            var changes = changes(fromStreams);
            page.forEach((stream, kept) -> changes.forEach(change -> {
                change.begin(stream, null);
                change.end(stream, kept);
            }));
            for (var change : changes) {
                change.write(tables);
            }
            last = page.lastEntry().getKey();
        }
        for (var following : followings) {
            following.make(tables, this::read);
        }
    }

    private SequencedMap<UUID, K> page(UUID after, Tables tables) throws SQLException {
        var page = new LinkedHashMap<UUID, K>();
        tables.query(PAGE, row -> page.put(row.getObject(1, UUID.class), read(row.getBytes(2))), after);
        return page;
    }

    private static <K> List<Changes<K, ?>> changes(List<? extends Following<K, ?>> followings) {
        return followings.stream().<Changes<K, ?>>map(Changes::new).toList();
    }

    private void keep(List<RecordedEvent> events, Tables tables, List<Changes<K, ?>> changes) throws SQLException {
        var streams = events.stream()
                .collect(Collectors.groupingBy(
                        event -> event.stored().stream(), LinkedHashMap::new, Collectors.toList()));
        var known = load(streams, tables);
        var rows = new Rows(KEPT);
        streams.forEach((stream, told) -> {
            var before = known.get(stream);
            var kept = before == null ? nothing.get() : read(before);
            changes.forEach(change -> change.begin(stream, before == null ? null : kept));
            told.forEach(kept::add);
            changes.forEach(change -> change.end(stream, kept));
            var after = written(kept);
            if (!Arrays.equals(before, after)) {
                rows.add(stream, after);
            }
        });
        rows.put(tables, "kept", 1, !known.isEmpty());
    }

    /**
     * What is kept of the streams that were told of before. Of a stream whose first event is in this batch there is nothing,
     * whatever was skipped or waits: nobody was told of it yet.
     */
    private static Map<UUID, byte[]> load(Map<UUID, List<RecordedEvent>> streams, Tables tables) throws SQLException {
        var known = new HashMap<UUID, byte[]>();
        var older = streams.entrySet().stream()
                .filter(stream -> stream.getValue().getFirst().stored().sequence() > 0)
                .map(Map.Entry::getKey)
                .toList();
        if (!older.isEmpty()) {
            tables.query(LOAD, row -> known.put(row.getObject(1, UUID.class), row.getBytes(2)), tables.ids(older));
        }
        return known;
    }

    /** What a table {@code kept} has of a stream. */
    public K read(byte[] facts) {
        return reading.read(new FactReader(facts));
    }

    private static byte[] written(Kept kept) {
        var facts = new FactWriter();
        kept.write(facts);
        return facts.written();
    }
}

package org.throughline.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.events.HistoryEvent;
import org.throughline.events.Source;
import org.throughline.events.storage.StoredEvent;
import org.throughline.testing.MemoryKeyStore;
import org.throughline.testing.MemoryRecord;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabase;
import org.throughline.testing.Trio;

/** A query side on real databases, without pages, whose record is written by the test. It can have several nodes. */
public final class QueryHouse implements AutoCloseable {
    private final Trio databases;
    private final MemoryKeyStore keys = new MemoryKeyStore();
    private final List<Node> nodes = new ArrayList<>();
    private final SilenceableKeys keysForNodes = new SilenceableKeys(keys);
    private MemoryRecord memory = new MemoryRecord(keys);

    private QueryHouse(Trio databases) {
        this.databases = databases;
    }

    /** New databases with all tables, and no node. */
    public static QueryHouse fresh(String name) {
        return new QueryHouse(Trio.fresh(name, "QueryHouse", trio -> {
            migrate(trio.record(), "classpath:db/record");
            migrate(trio.views(), "classpath:db/views");
        }));
    }

    private static void migrate(TestDatabase database, String location) {
        Flyway.configure()
                .dataSource(database.url(), database.ownerUser(), database.ownerPassword())
                .locations(location)
                .load()
                .migrate();
    }

    /** The key store, in memory. */
    public MemoryKeyStore keys() {
        return keys;
    }

    /** Whether the key store answers the nodes; it always answers whoever appends. */
    public void keyStoreAnswers(boolean answers) {
        keysForNodes.answers(answers);
    }

    /** The record as any role sees it. */
    public DataSource record(Role role) {
        return databases.record().as(role);
    }

    /** The views as the application sees them. */
    public JdbcClient views() {
        return JdbcClient.create(databases.views().as(Role.QUERY));
    }

    /** The views as any role sees them. */
    public DataSource views(Role role) {
        return databases.views().as(role);
    }

    /** Appends events as command-side does: positions without gaps, one notification for all. */
    public List<StoredEvent> append(Collection<? extends HistoryEvent> events) {
        var stored = events.stream().map(memory::append).toList();
        store(stored);
        return stored;
    }

    /** Appends events that came through different doors. */
    public List<StoredEvent> append(Collection<? extends HistoryEvent> events, Function<HistoryEvent, Source> door) {
        var stored = events.stream()
                .map(event -> memory.append(
                        event,
                        event.occurred().at().plus(Duration.ofHours(1)),
                        MemoryRecord.by("clinician-1", org.throughline.events.Role.CLINICIAN, door.apply(event))))
                .toList();
        store(stored);
        return stored;
    }

    /** Appends events. */
    public List<StoredEvent> append(HistoryEvent... events) {
        return append(List.of(events));
    }

    /** Appends events as a command does that is traced. */
    public List<StoredEvent> traced(String traceparent, Collection<? extends HistoryEvent> events) {
        var stored = events.stream().map(memory::append).toList();
        store(stored, " 0 " + stored.size() + " " + traceparent);
        return stored;
    }

    /** Everything in the record. */
    public List<StoredEvent> all() {
        return memory.all();
    }

    /** Replaces the record by one with the same store id and another history. */
    public void restore(Collection<? extends HistoryEvent> events) {
        restoreTo(0, events);
    }

    /** Takes the record back to an older state, as when a backup is restored, and appends other events than before to it. */
    public void restoreTo(long position, Collection<? extends HistoryEvent> others) {
        memory = memory.restoredTo(position);
        var stored = others.stream().map(memory::append).toList();
        try (var connection = record(Role.OWNER).getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter table event disable trigger user");
            statement.execute("delete from event where position > " + position);
            statement.execute("update log_head set position = " + position);
            statement.execute("alter table event enable trigger user");
            store(connection, stored, "");
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends all connections of all nodes, as a database does that is started again. */
    public void breakConnections() {
        for (var database : List.of(databases.record(), databases.views())) {
            JdbcClient.create(database.as(Role.QUERY))
                    .sql("""
                            select count(pg_terminate_backend(pid)) from pg_stat_activity
                            where datname = current_database() and usename = current_user and pid <> pg_backend_pid()""")
                    .query(Long.class)
                    .single();
            database.reconnect();
        }
    }

    /** Gives the record the id of another store. */
    public void becomeAnotherStore() {
        JdbcClient.create(databases.record().as(Role.OWNER))
                .sql("update log_head set store_id = gen_random_uuid()")
                .update();
    }

    /** Stores events that are made already. */
    public void store(List<StoredEvent> events) {
        store(events, "");
    }

    private void store(List<StoredEvent> events, String told) {
        try (var connection = record(Role.COMMAND).getConnection()) {
            connection.setAutoCommit(false);
            store(connection, events, told);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void store(Connection connection, List<StoredEvent> events, String told) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement("""
                insert into event (position, event_id, stream, sequence, name, revision, recorded_at, payload,
                    metadata) values (?, ?, ?, ?, ?, ?, ?, ?, ?)\
                """);
                var head = connection.prepareStatement("update log_head set position = ?, recorded_at = ?");
                var tell = connection.prepareStatement("select pg_notify('throughline_log', ?)")) {
            head.setLong(1, events.getLast().position());
            head.setString(2, events.getLast().recordedAt());
            head.executeUpdate();
            for (var event : events) {
                insert.setLong(1, event.position());
                insert.setObject(2, event.eventId());
                insert.setObject(3, event.stream());
                insert.setLong(4, event.sequence());
                insert.setString(5, event.name());
                insert.setInt(6, event.revision());
                insert.setString(7, event.recordedAt());
                insert.setString(8, event.payload());
                insert.setString(9, event.metadata());
                insert.addBatch();
            }
            insert.executeBatch();
            tell.setString(1, events.getLast().position() + told);
            tell.execute();
        }
    }

    /** Starts a node with all projections and readers; settings are given as {@code key=value}. */
    public Node start(String... settings) {
        return start(QueryHouseNode.class, List.of(), settings);
    }

    /** Starts a node with the feed, the timeline's projection and more components. */
    public Node startFeed(List<Class<?>> more, String... settings) {
        return start(QueryHouseFeed.class, more, settings);
    }

    private Node start(Class<?> usual, List<Class<?>> more, String... settings) {
        var properties = new HashMap<String, Object>(Map.of(
                "throughline.feed.claim",
                "300ms",
                "throughline.views.url",
                databases.views().url(),
                "throughline.views.username",
                Role.QUERY.user(),
                "throughline.views.password",
                Role.QUERY.password(),
                "throughline.record.url",
                databases.record().url(),
                "throughline.record.username",
                Role.QUERY.user(),
                "throughline.record.password",
                Role.QUERY.password()));
        properties.put("throughline.query.keys.url", "");
        properties.put("throughline.query.keys.username", "");
        properties.put("throughline.query.keys.password", "");
        properties.put("throughline.query.keys.master", "");
        properties.put("throughline.query.views.connections", 6);
        properties.put("throughline.query.record.connections", 6);
        for (var setting : settings) {
            var parts = setting.split("=", 2);
            properties.put(parts[0], parts[1]);
        }
        var sources = new ArrayList<Class<?>>(List.of(usual));
        sources.addAll(more);
        var started = new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .initializers(made -> made.getBeanFactory().registerSingleton("queryKeyStore", keysForNodes))
                .properties(properties)
                .run();
        var node = new Node(this, started);
        nodes.add(node);
        return node;
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        databases.close();
    }
}

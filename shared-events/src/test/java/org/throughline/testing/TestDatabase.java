package org.throughline.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** A database of its own for one test or test class, owned by {@link Role#OWNER}; dropped when closed. */
public final class TestDatabase implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 40;
    private static final int IDLE_MILLISECONDS = 10_000;

    private final TestServer server;
    private final String name;
    private final Map<Role, HikariDataSource> pools = new ConcurrentHashMap<>();
    private volatile boolean closed;

    TestDatabase(TestServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Its name on the server: what was asked for, made unique. */
    public String name() {
        return name;
    }

    /** Its JDBC URL, without a user. */
    public String url() {
        return server.url(name);
    }

    /** Connections as the given role, from a pool: a new one costs PostgreSQL more than most of what tests ask of it. */
    public DataSource as(Role role) {
        if (closed) {
            throw new IllegalStateException("The database " + name + " does not exist any more");
        }
        return pools.computeIfAbsent(role, this::pool);
    }

    private HikariDataSource pool(Role role) {
        var config = new HikariConfig();
        config.setPoolName(name + " as " + role.user());
        config.setDataSource(server.dataSource(name, role.user(), role.password()));
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE_MILLISECONDS);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** Makes the pools connect anew: after a test has ended their connections. */
    public void reconnect() {
        pools.values().forEach(pool -> pool.getHikariPoolMXBean().softEvictConnections());
    }

    public String ownerUser() {
        return Role.OWNER.user();
    }

    public String ownerPassword() {
        return Role.OWNER.password();
    }

    public String commandUser() {
        return Role.COMMAND.user();
    }

    public String commandPassword() {
        return Role.COMMAND.password();
    }

    public String queryUser() {
        return Role.QUERY.user();
    }

    public String queryPassword() {
        return Role.QUERY.password();
    }

    /** Leaves no connection of the pools. */
    void disconnect() {
        closed = true;
        pools.values().forEach(HikariDataSource::close);
        pools.clear();
    }

    /** Drops the database, connected or not. */
    @Override
    public void close() {
        disconnect();
        TestDatabases.drop(server, name);
    }
}

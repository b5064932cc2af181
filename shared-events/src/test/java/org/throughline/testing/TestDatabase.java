package org.throughline.testing;

import javax.sql.DataSource;

/** A database of its own for one test or test class, owned by {@link Role#OWNER}; dropped when closed. */
public final class TestDatabase implements AutoCloseable {

    private final TestServer server;
    private final String name;

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

    /** Connections without a pool, as the given role. */
    public DataSource as(Role role) {
        return server.dataSource(name, role.user(), role.password());
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

    /** Drops the database, connected or not. */
    @Override
    public void close() {
        TestDatabases.drop(server, name);
    }
}

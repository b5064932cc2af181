package org.throughline.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The one PostgreSQL server of this JVM. It ends with the JVM. */
record TestServer(String host, int port, String user, String password) {

    /** Tests need speed and many connections; nothing in them has to survive a power cut. */
    private static final Map<String, String> SETTINGS = Map.of(
            "max_connections", "200",
            "fsync", "off",
            "full_page_writes", "off",
            "synchronous_commit", "off",
            // the tests' passwords are no secrets
            "scram_iterations", "1",
            "timezone", "UTC");

    static TestServer start() {
        var choice = PostgresChoice.ofThisMachine(DockerCheck::problem);
        var server = switch (choice.kind()) {
            case DOCKER -> inDocker();
            case EMBEDDED -> embedded();
        };
        System.out.println("PostgreSQL for the tests: "
                + switch (choice.kind()) {
                    case DOCKER -> "Testcontainers";
                    case EMBEDDED -> "embedded binaries";
                }
                + ", port " + server.port + ", because " + choice.why() + ".");
        server.createRoles();
        return server;
    }

    // lives as long as the JVM, and Testcontainers removes it then
    @SuppressWarnings("resource")
    private static TestServer inDocker() {
        var command = new StringBuilder("postgres");
        SETTINGS.forEach(
                (name, value) -> command.append(" -c ").append(name).append('=').append(value));
        var container = new PostgreSQLContainer("postgres:18")
                .withUsername("postgres")
                .withPassword("superuser-in-tests")
                // in memory a new database is made ten times as fast, and each test has new ones
                .withTmpFs(Map.of("/var/lib/postgresql", "rw"))
                .withCommand(command.toString());
        container.start();
        var address = ownAddress(container);
        return new TestServer(
                address.orElseGet(container::getHost),
                address.isPresent()
                        ? PostgreSQLContainer.POSTGRESQL_PORT
                        : container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getUsername(),
                container.getPassword());
    }

    /** Where the container can be reached without Docker's proxy, which copies every byte; empty where it cannot. */
    private static Optional<String> ownAddress(PostgreSQLContainer container) {
        return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .map(network -> network.getIpAddress())
                .filter(address -> address != null && !address.isEmpty())
                .filter(TestServer::answers)
                .findFirst();
    }

    private static boolean answers(String address) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, PostgreSQLContainer.POSTGRESQL_PORT), 300);
            return true;
        } catch (IOException unreachable) {
            return false;
        }
    }

    private static TestServer embedded() {
        var builder = EmbeddedPostgres.builder().setRegisterShutdownHook(true);
        SETTINGS.forEach(builder::setServerConfig);
        try {
            return new TestServer("127.0.0.1", builder.start().getPort(), "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL for the tests does not start", e);
        }
    }

    String url(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database
                + "?logServerErrorDetail=false&stringtype=unspecified";
    }

    /** Runs each statement by itself, as the superuser. */
    void run(List<String> statements) {
        try (Connection connection = superuser().getConnection();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The test server refused: " + e.getMessage(), e);
        }
    }

    private PGSimpleDataSource superuser() {
        return dataSource("postgres", user, password);
    }

    PGSimpleDataSource dataSource(String database, String user, String password) {
        var source = new PGSimpleDataSource();
        source.setUrl(url(database));
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    private void createRoles() {
        for (Role role : Role.values()) {
            run(List.of("create role " + role.user() + " login password '" + role.password() + "'"));
        }
        // hashed again, as seldom as the others': each test makes and drops its databases as the superuser
        run(List.of("alter role " + user + " password '" + password + "'"));
    }
}

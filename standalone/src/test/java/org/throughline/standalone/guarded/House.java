package org.throughline.standalone.guarded;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.standalone.StandaloneForTests;

/** One Throughline for all tests of this package, with its folder and every login to its databases. */
final class House {
    /** What tests hold while they are in it: some take rights away for a moment. */
    static final String ONE = "the house";

    private static final int JOURNEYS = 8;
    private static final Map<String, HikariDataSource> POOLS = new ConcurrentHashMap<>();

    private House() {}

    private record Running(StandaloneForTests standalone, Path data) {
        static final Running ONE = start();

        static Running start() {
            try {
                var data = Files.createTempDirectory("throughline-guarded");
                return new Running(StandaloneForTests.start(data, freePort(), JOURNEYS), data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static int freePort() throws IOException {
            try (var socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            }
        }
    }

    static String address() {
        return Running.ONE.standalone.address();
    }

    static String password() {
        return Running.ONE.standalone.password();
    }

    static ApplicationContext application() {
        return Running.ONE.standalone.application();
    }

    /** The folder of the record. */
    static Path data() {
        return Running.ONE.data;
    }

    static String setting(String name) {
        return Objects.requireNonNull(application().getEnvironment().getProperty(name), name);
    }

    enum Database {
        RECORD,
        KEYS,
        VIEWS;

        String url() {
            return setting("throughline." + name().toLowerCase(java.util.Locale.ROOT) + ".url");
        }
    }

    enum Login {
        OWNER("throughline.owner"),
        COMMAND("throughline.command"),
        QUERY("throughline.record");

        private static final int MOST_CONNECTIONS = 4;

        private final String settings;

        Login(String settings) {
            this.settings = settings;
        }

        String user() {
            return setting(settings + ".username");
        }

        /** A database as this login sees it. */
        JdbcClient on(Database database) {
            return JdbcClient.create(POOLS.computeIfAbsent(name() + database, _ -> pool(database)));
        }

        private HikariDataSource pool(Database database) {
            var config = new HikariConfig();
            config.setJdbcUrl(database.url());
            config.setUsername(user());
            config.setPassword(setting(settings + ".password"));
            config.setMaximumPoolSize(MOST_CONNECTIONS);
            config.setMinimumIdle(0);
            return new HikariDataSource(config);
        }

        void run(Database database, String... statements) {
            var client = on(database);
            Arrays.stream(statements).forEach(sql -> client.sql(sql).update());
        }
    }
}

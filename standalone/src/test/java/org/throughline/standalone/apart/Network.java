package org.throughline.standalone.apart;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.throughline.command.CommandNode;
import org.throughline.query.QueryNode;
import org.throughline.standalone.postgres.EmbeddedServer;
import org.throughline.standalone.postgres.Login;
import org.throughline.standalone.postgres.Unpacked;

/** What nodes of both sides run on: databases with all tables, and a provider of sign-ins. */
final class Network implements AutoCloseable {
    private static final List<String> DATABASES = List.of("record", "keys", "views");
    private static final String SECRETS = "secrets.properties";

    private final Path data;
    private final StubProvider provider;
    private final Map<String, String> more = new HashMap<>();
    private final Map<String, EmbeddedServer> servers = new HashMap<>();

    private Network(Path data, StubProvider provider) {
        this.data = data;
        this.provider = provider;
    }

    /** All databases on one server. */
    static Network start(Path data) throws IOException, InterruptedException, JOSEException {
        var network = new Network(data, StubProvider.start());
        var server = EmbeddedServer.start(Unpacked.into(data), freePort(), ignored -> {});
        DATABASES.forEach(database -> network.servers.put(database, server));
        return network.prepared();
    }

    /** Record, key store and views on a server each, as they are when it matters. All have the same passwords. */
    static Network startApart(Path data) throws IOException, InterruptedException, JOSEException {
        var network = new Network(data, StubProvider.start());
        for (var database : DATABASES) {
            var folder = Files.createDirectories(network.folder(database));
            if (!database.equals("record")) {
                Files.copy(network.folder("record").resolve(SECRETS), folder.resolve(SECRETS));
                // says that the folder is a server's
                Files.createFile(folder.resolve("throughline.lock"));
            }
            network.servers.put(database, EmbeddedServer.start(folder, freePort(), ignored -> {}));
        }
        return network.prepared();
    }

    private Network prepared() throws IOException, InterruptedException {
        var owner = environment(postgres().owner());
        owner.put("THROUGHLINE_OWNER_USERNAME", postgres().owner().user());
        owner.put("THROUGHLINE_OWNER_PASSWORD", postgres().owner().password());
        Side.once(CommandNode.class, owner, "--prepare");
        Side.once(QueryNode.class, owner, "--prepare");
        return this;
    }

    /** Where the server of a database has its files, if each has its own. */
    Path folder(String database) {
        return data.resolve(database);
    }

    /** Nodes that are started from now on send the spans that they are asked for there, at once, and log as in containers. */
    Network watchedBy(Collector collector) {
        more.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.address());
        more.put("OTEL_TRACES_SAMPLER_ARG", "0.0");
        more.put("OTEL_BSP_SCHEDULE_DELAY", "100");
        more.put("LOGGING_CONFIG", "classpath:nodes-logback.xml");
        return this;
    }

    StubProvider provider() {
        return provider;
    }

    /** The server of the record, which is the one of everything unless they are apart. */
    EmbeddedServer postgres() {
        return server("record");
    }

    private EmbeddedServer server(String database) {
        return Objects.requireNonNull(servers.get(database), database);
    }

    /** A database as the query side sees it. */
    JdbcClient asQuerySide(String database) {
        return as(postgres().query(), database);
    }

    /** A database as the owner of its tables sees it. */
    JdbcClient asOwner(String database) {
        return as(postgres().owner(), database);
    }

    private JdbcClient as(Login login, String database) {
        return JdbcClient.create(new DriverManagerDataSource(url(database), login.user(), login.password()));
    }

    /** The address of a database. */
    String url(String database) {
        var server = server(database);
        return switch (database) {
            case "record" -> server.recordUrl();
            case "keys" -> server.keysUrl();
            case "views" -> server.viewsUrl();
            default -> throw new IllegalArgumentException(database);
        };
    }

    /** Starts a node of the command side, with the rights that it has and no more. */
    Side command() throws IOException {
        return Side.start(CommandNode.class, ofCommandSide());
    }

    /** Starts a node of the query side, with the rights that it has and no more. */
    Side query() throws IOException {
        return Side.start(QueryNode.class, ofQuerySide());
    }

    /** What a node of the command side is told. */
    Map<String, String> ofCommandSide() {
        return environment(postgres().command());
    }

    /** What a node of the query side is told. */
    Map<String, String> ofQuerySide() {
        return environment(postgres().query());
    }

    /** The port of the database server, which stays the same. */
    int port() {
        return postgres().port();
    }

    /** Stops the database server as an operator does; it is gone until it is started again. */
    void stopPostgres() {
        postgres().close();
    }

    /** Ends the database server as a machine that loses its power does; it is gone until it is started again. */
    void killPostgres() throws IOException, InterruptedException {
        var postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("pgdata/postmaster.pid")).getFirst());
        ProcessHandle.of(postmaster).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
        postgres().close();
    }

    /** Whether the database server's first process is there. */
    boolean postgresRuns() throws IOException {
        var note = data.resolve("pgdata/postmaster.pid");
        return Files.exists(note)
                && ProcessHandle.of(Long.parseLong(Files.readAllLines(note).getFirst()))
                        .isPresent();
    }

    /** Starts the database server where it was, and recovers what has to be. */
    void startPostgres() {
        postgres().close();
        var again = EmbeddedServer.start(data, postgres().port(), ignored -> {});
        DATABASES.forEach(database -> servers.put(database, again));
    }

    /** Ends the server of one database, has something done to its files, and starts it in the same place. */
    void whileStopped(String database, FileWork work) throws IOException {
        var port = server(database).port();
        server(database).close();
        work.at(folder(database));
        servers.put(database, EmbeddedServer.start(folder(database), port, ignored -> {}));
    }

    /** Something that is done to the files of a server that is stopped. */
    interface FileWork {
        void at(Path folder) throws IOException;
    }

    private Map<String, String> environment(Login login) {
        var environment = new HashMap<String, String>();
        for (var database : DATABASES) {
            var prefix = "THROUGHLINE_" + database.toUpperCase(Locale.ROOT);
            environment.put(prefix + "_URL", url(database));
            environment.put(prefix + "_USERNAME", login.user());
            environment.put(prefix + "_PASSWORD", login.password());
        }
        environment.put("THROUGHLINE_KEYS_MASTER", postgres().masterKeyset());
        environment.put("THROUGHLINE_IMPORTS_FOLDER", data.resolve("imports").toString());
        environment.put("THROUGHLINE_SIGNIN_ISSUER", provider.issuer());
        environment.put("THROUGHLINE_SIGNIN_AUTHORIZATION", provider.issuer() + "/authorize");
        environment.put("THROUGHLINE_SIGNIN_TOKEN", provider.issuer() + "/token");
        environment.put("THROUGHLINE_SIGNIN_KEYS", provider.issuer() + "/keys");
        environment.put("THROUGHLINE_SIGNIN_LEAVE", provider.issuer() + "/leave");
        environment.put("THROUGHLINE_SIGNIN_SECRET", StubProvider.SECRET);
        environment.put("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI", provider.issuer());
        environment.put("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWK_SET_URI", provider.issuer() + "/keys");
        environment.put("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_AUDIENCES", StubProvider.CLIENT);
        environment.putAll(more);
        return environment;
    }

    @Override
    public void close() {
        provider.close();
        Set.copyOf(servers.values()).forEach(EmbeddedServer::close);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

package org.throughline.standalone.apart;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.throughline.command.CommandNode;
import org.throughline.query.QueryNode;
import org.throughline.standalone.postgres.EmbeddedServer;
import org.throughline.standalone.postgres.Login;

/** What nodes of both sides run on: databases with all tables, and a provider of sign-ins. */
final class Network implements AutoCloseable {
    private final Path data;
    private final StubProvider provider;
    private final int port;
    private final Map<String, String> more = new HashMap<>();
    private EmbeddedServer postgres;

    private Network(Path data, StubProvider provider, EmbeddedServer postgres) {
        this.data = data;
        this.provider = provider;
        this.postgres = postgres;
        this.port = postgres.port();
    }

    static Network start(Path data) throws IOException, InterruptedException, JOSEException {
        var network = new Network(data, StubProvider.start(), EmbeddedServer.start(data, freePort(), ignored -> {}));
        var owner = network.environment(network.postgres.owner());
        owner.put("THROUGHLINE_OWNER_USERNAME", network.postgres.owner().user());
        owner.put("THROUGHLINE_OWNER_PASSWORD", network.postgres.owner().password());
        Side.once(CommandNode.class, owner, "--prepare");
        Side.once(QueryNode.class, owner, "--prepare");
        return network;
    }

    /** Nodes that are started from now on send all spans there, at once, and log as they do in containers. */
    Network watchedBy(Collector collector) {
        more.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.address());
        more.put("OTEL_TRACES_SAMPLER_ARG", "1.0");
        more.put("OTEL_BSP_SCHEDULE_DELAY", "100");
        more.put("LOGGING_CONFIG", "classpath:nodes-logback.xml");
        return this;
    }

    StubProvider provider() {
        return provider;
    }

    EmbeddedServer postgres() {
        return postgres;
    }

    /** Starts a node of the command side, with the rights that it has and no more. */
    Side command() throws IOException {
        return Side.start(CommandNode.class, environment(postgres.command()));
    }

    /** Starts a node of the query side, with the rights that it has and no more. */
    Side query() throws IOException {
        return Side.start(QueryNode.class, environment(postgres.query()));
    }

    /** Ends the database server as a machine that loses its power does; it is gone until it is started again. */
    void killPostgres() throws IOException, InterruptedException {
        var postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("pgdata/postmaster.pid")).getFirst());
        ProcessHandle.of(postmaster).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
        postgres.close();
    }

    void startPostgres() {
        postgres = EmbeddedServer.start(data, port, ignored -> {});
    }

    private Map<String, String> environment(Login login) {
        var environment = new HashMap<String, String>();
        Map.of("RECORD", postgres.recordUrl(), "KEYS", postgres.keysUrl(), "VIEWS", postgres.viewsUrl())
                .forEach((database, url) -> {
                    environment.put("THROUGHLINE_" + database + "_URL", url);
                    environment.put("THROUGHLINE_" + database + "_USERNAME", login.user());
                    environment.put("THROUGHLINE_" + database + "_PASSWORD", login.password());
                });
        environment.put("THROUGHLINE_KEYS_MASTER", postgres.masterKeyset());
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
        postgres.close();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

package org.throughline.standalone.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A durable PostgreSQL of its own for one Throughline: its programs, data, passwords and keys are in one folder, which is
 * found again by the next start. Only this machine reaches it, and only with a password. It stops with {@link #close()}, or
 * with the JVM.
 */
public final class EmbeddedServer implements AutoCloseable {

    /** Says that any free port will do. */
    public static final int ANY_PORT = 0;

    private static final int TRIES_FOR_A_FREE_PORT = 5;

    private final DataFolder folder;
    private final Cluster cluster;
    private final PostgresPrograms programs;
    private final Secrets secrets;
    private final int port;
    private final Deque<Runnable> beforeStop = new ArrayDeque<>();
    private final Thread shutdownHook = new Thread(this::stop, "stops PostgreSQL");
    private boolean stopped;

    private EmbeddedServer(DataFolder folder, Cluster cluster, PostgresPrograms programs, Secrets secrets, int port) {
        this.folder = folder;
        this.cluster = cluster;
        this.programs = programs;
        this.secrets = secrets;
        this.port = port;
    }

    /**
     * Starts it, and makes it first if the folder is new.
     *
     * @param data the folder of its data; made if missing, then private to this user
     * @param wantedPort a port, or {@link #ANY_PORT}
     * @param say told in a sentence what the user may want to know meanwhile
     * @throws StartProblem if it cannot start here
     */
    public static EmbeddedServer start(Path data, int wantedPort, Consumer<String> say) {
        var folder = DataFolder.open(data);
        try {
            return start(folder, wantedPort, say);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static EmbeddedServer start(DataFolder folder, int wantedPort, Consumer<String> say) {
        var cluster = new Cluster(folder);
        boolean exists = cluster.exists();
        folder.requireSpace(!exists);
        if (exists) {
            cluster.refuseAnotherVersion();
        }
        var secrets = Secrets.of(folder, exists);
        var binaries = Binaries.unpackedIn(folder);
        var programs = PostgresPrograms.of(binaries);
        Leftover.of(folder, cluster.pgdata()).ifPresent(leftover -> {
            leftover.stop(cluster, programs);
            say.accept("Stopped the database process " + leftover.pid() + ", which an earlier start had left behind.");
        });
        if (wantedPort != ANY_PORT && isTaken(wantedPort)) {
            throw portTaken(wantedPort);
        }
        if (!exists) {
            cluster.create(programs, secrets.superuser());
        }
        int port = startOnPort(cluster, programs, wantedPort);
        var server = new EmbeddedServer(folder, cluster, programs, secrets, port);
        try {
            DatabaseSetup.complete(server.url("postgres"), secrets);
            binaries.removeOthers();
            Runtime.getRuntime().addShutdownHook(server.shutdownHook);
            return server;
        } catch (RuntimeException e) {
            server.stop();
            throw e;
        }
    }

    private static int startOnPort(Cluster cluster, PostgresPrograms programs, int wantedPort) {
        for (int i = 0; i < TRIES_FOR_A_FREE_PORT; i++) {
            int port = wantedPort == ANY_PORT ? freePort() : wantedPort;
            if (cluster.start(programs, port)) {
                return port;
            }
            if (wantedPort != ANY_PORT) {
                throw portTaken(wantedPort);
            }
        }
        throw new StartProblem("No free port was found on this machine.", "Choose one with --database-port=.");
    }

    private static StartProblem portTaken(int port) {
        return new StartProblem(
                "Port " + port + " of this machine is taken by another program.",
                "Stop that program, or choose another port for the database with --database-port=.");
    }

    private static boolean isTaken(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartProblem(
                    "This machine gives out no port on 127.0.0.1.", "Choose one with --database-port=.", e);
        }
    }

    /** The port that it listens on, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The folder of its data. */
    public Path data() {
        return folder.path();
    }

    /** JDBC URL of the events, claims and access log. */
    public String recordUrl() {
        return url("record");
    }

    /** JDBC URL of the key store. */
    public String keysUrl() {
        return url("keys");
    }

    /** JDBC URL of the read models. */
    public String viewsUrl() {
        return url("views");
    }

    private String url(String database) {
        // without server error details, which would hold rows and with them personal data
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database
                + "?logServerErrorDetail=false&stringtype=unspecified";
    }

    /** Owns the databases and runs the migrations. */
    public Login owner() {
        return secrets.owner();
    }

    /** The login of command-side. */
    public Login command() {
        return secrets.command();
    }

    /** The login of query-side. */
    public Login query() {
        return secrets.query();
    }

    /** The keyset, as Tink's JSON, that wraps the patients' keys. */
    public String masterKeyset() {
        return secrets.masterKeyset();
    }

    /** A secret of 256 bits, as base64url, for signing tokens. */
    public String tokenSecret() {
        return secrets.tokenSecret();
    }

    /** The configuration of command-side on these databases. */
    public Map<String, Object> commandSideProperties() {
        return properties(command());
    }

    /** The configuration of query-side on these databases. */
    public Map<String, Object> querySideProperties() {
        return properties(query());
    }

    private Map<String, Object> properties(Login side) {
        var properties = new HashMap<String, Object>();
        for (String database : DatabaseSetup.DATABASES) {
            properties.put("throughline." + database + ".url", url(database));
            properties.put("throughline." + database + ".username", side.user());
            properties.put("throughline." + database + ".password", side.password());
        }
        properties.put("throughline.owner.username", owner().user());
        properties.put("throughline.owner.password", owner().password());
        properties.put("throughline.keys.master", masterKeyset());
        return Map.copyOf(properties);
    }

    /**
     * Runs something before the server stops, however that comes about: the applications on it are closed here, so that they
     * do not lose their database while they work. What was added last runs first.
     */
    public synchronized void beforeStop(Runnable action) {
        beforeStop.push(action);
    }

    /** Stops what runs on it, then the server, and lets the folder go. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // the JVM is already going down, and stop() waits for the hook if that came first
            System.getLogger(EmbeddedServer.class.getName())
                    .log(System.Logger.Level.TRACE, "Closed while the JVM goes down", e);
        }
        stop();
    }

    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            beforeStop.forEach(Runnable::run);
        } finally {
            cluster.stop(programs);
            folder.close();
        }
    }
}

package org.throughline.benchmarks;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.throughline.events.ProgramId;
import org.throughline.standalone.Standalone;

/** The whole product in one process, as the README starts it, on the folder of an installation that was left. */
final class WholeProcess implements AutoCloseable {
    /** What it may use for its objects. */
    static final int HEAP_MIB = 512;

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int PATIENCE_MILLIS = 60_000;
    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

    private final Installation installation;
    private final int port;
    private final String password = UUID.randomUUID().toString();
    private final Path log;
    private final Path requests;
    private final Process process;

    private WholeProcess(Installation installation, int journeys) throws IOException {
        this.installation = installation;
        this.port = freePort();
        this.log = Files.createTempFile("standalone", ".log");
        this.requests = Files.createTempDirectory("requests");
        var command = List.of(
                program("java"),
                "-Xms" + HEAP_MIB + "m",
                "-Xmx" + HEAP_MIB + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Standalone.class.getName(),
                "--data=" + installation.server().data(),
                "--port=" + port,
                "--database-port=" + installation.server().port(),
                "--journeys=" + journeys);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("THROUGHLINE_DEMONSTRATION_PASSWORD", password);
        builder.environment().putAll(requestsNotedDown());
        process = builder.start();
    }

    /** Tomcat's own list of requests: how many microseconds each took, and its path. */
    private Map<String, String> requestsNotedDown() {
        return Map.of(
                "SERVER_TOMCAT_ACCESSLOG_ENABLED", "true",
                "SERVER_TOMCAT_ACCESSLOG_DIRECTORY", requests.toString(),
                "SERVER_TOMCAT_ACCESSLOG_PATTERN", "%D %U",
                "SERVER_TOMCAT_ACCESSLOG_BUFFERED", "false");
    }

    /** How many milliseconds requests for a page took in the server, in the order in which they ended. */
    List<Double> took(String path) throws IOException {
        var took = new ArrayList<Double>();
        try (var files = Files.list(requests)) {
            for (var file : files.sorted().toList()) {
                for (var line : Files.readAllLines(file)) {
                    var words = line.split(" ", 2);
                    if (words.length == 2 && words[1].equals(path)) {
                        took.add(Long.parseLong(words[0]) / 1e3);
                    }
                }
            }
        }
        return took;
    }

    /**
     * Starts it, which ends what runs on the installation's folder, and waits until it answers.
     *
     * @param journeys how many it generates in addition
     */
    static WholeProcess on(Installation installation, int journeys) throws IOException, InterruptedException {
        installation.leave();
        var whole = new WholeProcess(installation, journeys);
        var until = Instant.now().plus(PATIENCE);
        while (!Files.readString(whole.log).contains("Throughline is at")) {
            whole.requireAlive();
            if (Instant.now().isAfter(until)) {
                throw new IllegalStateException("It does not start: " + Files.readString(whole.log));
            }
            Thread.sleep(100);
        }
        return whole;
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** Fails if it has ended by itself. */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("Throughline has ended: " + Files.readString(log));
        }
    }

    /** A token of somebody who treats in a program. */
    String token(ProgramId program) {
        var key = new SecretKeySpec(installation.server().tokenSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        var now = Instant.now();
        var claims = JwtClaimsSet.builder()
                .subject("bench-1")
                .issuedAt(now)
                .expiresAt(now.plus(Duration.ofHours(8)))
                .claim("roles", List.of("clinician"))
                .claim("programs", List.of(program.toString()))
                .build();
        return new NimbusJwtEncoder(new ImmutableSecret<>(key))
                .encode(JwtEncoderParameters.from(
                        JwsHeader.with(MacAlgorithm.HS256).build(), claims))
                .getTokenValue();
    }

    /** A client of the REST interface. */
    Api api(String token) {
        return new Api(token);
    }

    /** The window of somebody who has signed in with a demonstration account. */
    Window window(String account) throws IOException, InterruptedException {
        return new Window(account);
    }

    /** How much of the heap is taken by what is still needed once all else is collected, in MiB. */
    double held() throws IOException, InterruptedException {
        var total = TOTAL.matcher(jcmd("GC.class_histogram"));
        if (!total.find()) {
            throw new IllegalStateException("The heap is not told");
        }
        return Long.parseLong(total.group(1)) / (1024.0 * 1024.0);
    }

    private String jcmd(String what) throws IOException, InterruptedException {
        var asked = new ProcessBuilder(program("jcmd"), Long.toString(process.pid()), what)
                .redirectErrorStream(true)
                .start();
        var said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (asked.waitFor() != 0) {
            requireAlive();
            throw new IllegalStateException("jcmd failed: " + said);
        }
        return said;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address(path)).timeout(Duration.ofMinutes(1));
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(log);
        try (var files = Files.list(requests)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(requests);
    }

    /**
     * Records, one command after the other. It takes as little of the processors as it can: they are those of the server.
     */
    final class Api {
        private final String token;

        private Api(String token) {
            this.token = token;
        }

        /** Gives a command, which has to be carried out; returns the answer. */
        String record(String path, String body) throws IOException {
            var sent = body.getBytes(StandardCharsets.UTF_8);
            var connection =
                    (HttpURLConnection) address("/api/record" + path).toURL().openConnection();
            connection.setDoOutput(true);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setRequestProperty("Authorization", "Bearer " + token);
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setRequestProperty("Idempotency-Key", UUID.randomUUID().toString());
            try (var out = connection.getOutputStream()) {
                out.write(sent);
            }
            var status = connection.getResponseCode();
            try (var in = status < HttpURLConnection.HTTP_BAD_REQUEST
                    ? connection.getInputStream()
                    : connection.getErrorStream()) {
                // to its end, or the connection is not used again
                var answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (status != HttpURLConnection.HTTP_CREATED) {
                    throw new IllegalStateException(path + " is answered " + status + ": " + answer);
                }
                return answer;
            }
        }
    }

    /** Looks at pages. */
    final class Window implements AutoCloseable {
        private final CookieManager cookies = new CookieManager();
        private final HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(cookies)
                .build();

        private Window(String account) throws IOException, InterruptedException {
            get("/signin");
            var token = cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                    .map(HttpCookie::getValue)
                    .findFirst()
                    .orElseThrow();
            var answer = http.send(
                    request("/signin")
                            .header("X-XSRF-TOKEN", token)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("name=" + account + "&password="
                                    + URLEncoder.encode(password, StandardCharsets.UTF_8)))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 302) {
                throw new IllegalStateException("Signing in is answered " + answer.statusCode());
            }
        }

        /** Reads a page, which has to be there; returns how many milliseconds it took. */
        double get(String path) throws IOException, InterruptedException {
            var began = System.nanoTime();
            HttpResponse<String> answer =
                    http.send(request(path).header("Accept", "text/html").GET().build(), BodyHandlers.ofString());
            var took = (System.nanoTime() - began) / 1e6;
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + " is answered " + answer.statusCode());
            }
            return took;
        }

        @Override
        public void close() {
            http.close();
        }
    }
}

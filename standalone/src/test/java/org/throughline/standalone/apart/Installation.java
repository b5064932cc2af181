package org.throughline.standalone.apart;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.throughline.standalone.Requests;
import org.throughline.standalone.apart.Load.Acknowledged;
import org.throughline.standalone.apart.Machine.Kind;
import org.throughline.standalone.apart.StubProvider.Person;
import org.throughline.standalone.postgres.Login;

/** Machines of both sides on one PostgreSQL, people who record and people who read. */
final class Installation implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final Person ADMINISTRATOR =
            new Person("9d0a-administrator", "Ada", List.of("administrator"), List.of());

    private final Network network;
    private final List<Machine> machines;
    private final Size size;
    private final Door commands;
    private final Door queries;
    private final Load load;
    private final Map<Machine, Acknowledged> own = new HashMap<>();
    private long before;
    private @Nullable Readers readers;
    private @Nullable Person clinician;

    /** How many machines of each side, and how much is asked of them. */
    record Size(int commandSides, int querySides, int clients, Duration between) {}

    private Installation(Network network, List<Machine> machines, Size size) {
        this.network = network;
        this.machines = machines;
        this.size = size;
        this.commands = new Door(of(Kind.COMMAND));
        this.queries = new Door(of(Kind.QUERY));
        this.load = new Load(commands, network.provider(), size.between);
    }

    /**
     * Starts everything.
     *
     * @param faketime a library that tells processes another time, if clocks are to be set
     */
    static Installation start(Network network, Size size, @Nullable Path faketime) throws Exception {
        var machines = new ArrayList<Machine>();
        for (int i = 1; i <= size.commandSides; i++) {
            machines.add(Machine.start("command-" + i, Kind.COMMAND, network, faketime));
        }
        for (int i = 1; i <= size.querySides; i++) {
            machines.add(Machine.start("query-" + i, Kind.QUERY, network, faketime));
        }
        var installation = new Installation(network, machines, size);
        try {
            machines.forEach(machine -> machine.side().ready());
            return installation;
        } catch (Exception | AssertionError notStarted) {
            installation.close();
            throw notStarted;
        }
    }

    /** People record and read from now on. */
    void begin() {
        before = asQuerySide(network.postgres().recordUrl())
                .sql("select position from log_head")
                .query(Long.class)
                .single();
        var program =
                recorded(ADMINISTRATOR, "/programs", Requests.program("Apart")).id();
        recorded(ADMINISTRATOR, "/programs/" + program + "/policies", Requests.policy(6));
        var clinician = new Person("4c1e-clinician", "Kim Lee", List.of("clinician"), List.of(program));
        this.clinician = clinician;
        for (var machine : of(Kind.COMMAND)) {
            own.put(machine, admit(clinician, program));
        }
        load.begin(size.clients, clinician, program);
        readers = new Readers(queries, load, network.provider(), clinician, size.between);
        readers.begin();
    }

    private Acknowledged admit(Person clinician, String program) {
        var patient = recorded(clinician, "/patients", Requests.patient(program, "Rosalind", "Apart"));
        var admitted = Requests.ago(Duration.ofHours(5));
        return recorded(clinician, "/journeys", Requests.enrolment(patient.id(), program, admitted, clinician.id()));
    }

    private Acknowledged recorded(Person who, String path, String body) {
        var told = load.insist(commands::next, who, path, body, Duration.ofMinutes(3));
        if (told == null) {
            throw new AssertionError(load.complaints().toString());
        }
        return told;
    }

    Network network() {
        return network;
    }

    /** The last position that was recorded before people began to record. */
    long before() {
        return before;
    }

    Load load() {
        return load;
    }

    Readers readers() {
        return Objects.requireNonNull(readers);
    }

    List<Machine> machines() {
        return machines;
    }

    private List<Machine> of(Kind kind) {
        return machines.stream().filter(machine -> machine.kind() == kind).toList();
    }

    /** A database as the query side sees it, on a wire that nothing happens to. */
    JdbcClient asQuerySide(String url) {
        return client(url, network.postgres().query());
    }

    /** The record as the command side sees it, on a wire that nothing happens to. */
    JdbcClient asCommandSide() {
        return client(network.postgres().recordUrl(), network.postgres().command());
    }

    /** The record as its owner sees it. */
    JdbcClient asOwner() {
        return client(network.postgres().recordUrl(), network.postgres().owner());
    }

    private static JdbcClient client(String url, Login login) {
        return JdbcClient.create(new DriverManagerDataSource(url, login.user(), login.password()));
    }

    /**
     * Waits until each of some command sides acknowledges a command that is given to it now.
     *
     * @return what was acknowledged last, or null if one of them did not
     */
    @Nullable
    Acknowledged acknowledgedBy(List<Machine> these, Duration atMost) {
        Acknowledged last = null;
        for (var machine : these) {
            var journey = own.get(machine);
            if (journey == null) {
                continue;
            }
            last = load.insist(
                    () -> machine,
                    Objects.requireNonNull(clinician),
                    "/journeys/" + journey.id() + "/follow-ups",
                    Requests.followUp(Requests.ago(Duration.ofMinutes(1))),
                    atMost);
            if (last == null) {
                return null;
            }
        }
        return last;
    }

    /** Waits until each of some query sides shows what was acknowledged. */
    void shownBy(List<Machine> these, Acknowledged known, Duration atMost) {
        these.stream()
                .filter(machine -> machine.kind() == Kind.QUERY)
                .forEach(machine -> await(machine + " shows what was recorded")
                        .atMost(atMost)
                        .pollInterval(AGAIN)
                        .until(() -> readers().whyNotShownBy(machine, known) == null));
    }

    /** Has an administrator ask a query side for something; the status. */
    int asAdministrator(String method, String path) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(queries.next().side().address(path))
                                    .timeout(Duration.ofSeconds(10))
                                    .header(
                                            "Authorization",
                                            "Bearer " + network.provider().accessToken(ADMINISTRATOR))
                                    .method(method, BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }

    /** What must not happen to those who record or read. */
    List<String> complaints() {
        return Stream.concat(load.complaints().stream(), readers().complaints().stream())
                .toList();
    }

    @Override
    public void close() throws IOException {
        if (readers != null) {
            readers.close();
        }
        load.close();
        commands.close();
        queries.close();
        for (var machine : machines) {
            machine.close();
        }
        network.close();
    }
}

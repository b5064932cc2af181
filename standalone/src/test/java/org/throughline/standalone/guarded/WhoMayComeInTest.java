package org.throughline.standalone.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.throughline.standalone.guarded.House.Database;
import org.throughline.standalone.guarded.House.Login;

/** Everybody at every door: every address that the application knows, every role, and nobody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(House.ONE)
class WhoMayComeInTest {
    private static final List<String> ROLES =
            List.of("clinician", "supervisor", "auditor", "researcher", "manager", "administrator");

    private static final Map<String, List<String>> GROUPS = Map.ofEntries(
            Map.entry("anybody", ROLES),
            Map.entry("everybody", ROLES),
            Map.entry("reading", List.of("clinician", "supervisor", "auditor")),
            Map.entry("caring", List.of("clinician", "supervisor")),
            Map.entry("looking", List.of("clinician", "supervisor", "manager")),
            Map.entry("measuring", List.of("supervisor", "auditor", "researcher", "manager")),
            Map.entry("recording", List.of("clinician", "supervisor", "administrator")),
            Map.entry("planning", List.of("clinician", "supervisor", "manager", "administrator")),
            Map.entry("governing", List.of("manager", "administrator")),
            Map.entry("operating", List.of("administrator")),
            Map.entry("nobody", List.of()));

    /**
     * Every door, who may come in, what they are answered to the plainest question, and what somebody is answered who is
     * not signed in. Commands come empty: who may come in is told what is missing.
     */
    private static final String TABLE = """
            GET /                                                        | everybody | 200 | 302
            GET /signin                                                  | anybody   | 200 | 200
            POST /signin                                                 | anybody   | 302 | 403
            POST /signout                                                | anybody   | 302 | 403
            POST /api/token                                              | anybody   | 400 | 400
            GET /problems                                                | anybody   | 200 | 200
            GET /problems/{code}                                         | anybody   | 200 | 200
            GET /error                                                   | anybody   | 404 | 404
            GET /assets/**                                               | anybody   | 404 | 404
            GET /webjars/**                                              | anybody   | 404 | 404
            GET /v3/api-docs                                             | anybody   | 200 | 200
            GET /v3/api-docs.yaml                                        | anybody   | 200 | 200
            GET /v3/api-docs/{group}                                     | anybody   | 404 | 404
            GET /v3/api-docs.yaml/{group}                                | nobody    | 403 | 302
            GET /actuator                                                | operating | 200 | 302
            GET /actuator/health                                         | anybody   | 200 | 200
            GET /actuator/health/**                                      | anybody   | 404 | 404
            POST /worklist                                               | reading   | 200 | 403
            GET /worklist/stream                                         | reading   | 200 | 302
            GET /journeys/new                                            | caring    | 200 | 302
            POST /patients/search                                        | caring    | 200 | 403
            GET /journeys/{journey}                                      | reading   | 200 | 302
            GET /journeys/{journey}/part                                 | reading   | 200 | 302
            GET /journeys/{journey}/stream                               | reading   | 200 | 302
            GET /journeys/{journey}/record/{kind}                        | caring    | 200 | 302
            GET /journeys/{journey}/replay                               | reading   | 200 | 302
            GET /journeys/{journey}/replay/part                          | reading   | 200 | 302
            GET /journeys/{journey}/readers                              | reading   | 200 | 302
            GET /sessions                                                | looking   | 200 | 302
            GET /programs                                                | everybody | 200 | 302
            GET /programs/new                                            | operating | 200 | 302
            GET /programs/{program}/policy                               | governing | 200 | 302
            GET /sessions/{session}/cancellation                         | looking   | 200 | 302
            GET /journeys/{journey}/meanwhile                            | reading   | 200 | 302
            GET /erasure                                                 | operating | 200 | 302
            POST /erasure/search                                         | operating | 200 | 403
            GET /erasure/{patient}                                       | operating | 200 | 302
            GET /erasure/{patient}/confirmation                          | operating | 200 | 302
            GET /outcomes                                                | measuring | 200 | 302
            GET /operations                                              | operating | 200 | 302
            GET /operations/part                                         | operating | 200 | 302
            POST /operations/projections/{name}/rebuild                  | operating | 404 | 403
            POST /operations/dead-letters/{name}/retry                   | operating | 404 | 403
            POST /operations/dead-letters/{name}/streams/{stream}/retry  | operating | 404 | 403
            GET /operations/dead-letters/{name}/{position}/skip          | operating | 404 | 302
            GET /api/journeys                                            | reading   | 200 | 401
            POST /api/journeys/search                                    | reading   | 200 | 401
            GET /api/journeys/{journey}                                  | reading   | 200 | 401
            GET /api/journeys/{journey}/attendance                       | reading   | 200 | 401
            GET /api/journeys/{journey}/replay                           | reading   | 200 | 401
            GET /api/journeys/{journey}/readers                          | reading   | 200 | 401
            POST /api/patients/search                                    | caring    | 400 | 401
            GET /api/sessions                                            | looking   | 200 | 401
            GET /api/programs                                            | everybody | 200 | 401
            GET /api/programs/{program}                                  | everybody | 200 | 401
            GET /api/outcomes                                            | measuring | 200 | 401
            GET /api/operations/projections                              | operating | 200 | 401
            POST /api/operations/projections/{name}/rebuild              | operating | 404 | 401
            GET /api/operations/dead-letters                             | operating | 200 | 401
            POST /api/operations/dead-letters/{name}/retry               | operating | 404 | 401
            POST /api/operations/dead-letters/{name}/streams/{stream}/retry | operating | 404 | 401
            POST /api/operations/dead-letters/{name}/{position}/skip     | operating | 400 | 401
            GET /api/operations/skips                                    | operating | 200 | 401
            POST /api/record/patients                                    | recording | 422 | 401
            POST /api/record/patients/{patient}/erasure                  | operating | 422 | 401
            POST /api/record/programs                                    | operating | 422 | 401
            POST /api/record/programs/{program}/policies                 | governing | 422 | 401
            POST /api/record/sessions                                    | planning  | 422 | 401
            POST /api/record/sessions/{session}/cancellation             | planning  | 422 | 401
            POST /api/record/journeys                                    | recording | 422 | 401
            POST /api/record/journeys/{journey}/attendance               | recording | 422 | 401
            POST /api/record/journeys/{journey}/absences                 | recording | 422 | 401
            POST /api/record/journeys/{journey}/relapses                 | recording | 422 | 401
            POST /api/record/journeys/{journey}/relapses/{entry}/retraction | recording | 422 | 401
            POST /api/record/journeys/{journey}/follow-ups               | recording | 422 | 401
            POST /api/record/journeys/{journey}/discharge                | recording | 428 | 401
            POST /api/record/journeys/{journey}/discharge/rescission     | recording | 428 | 401
            POST /api/record/journeys/{journey}/entries/{entry}/correction | recording | 428 | 401
            POST /api/record/journeys/{journey}/entries/{entry}/voiding  | recording | 428 | 401
            GET /api/record/imports                                      | operating | 200 | 401
            POST /api/record/imports                                     | operating | 422 | 401
            GET /api/record/imports/{id}                                 | operating | 404 | 401
            DELETE /api/record/imports/{id}                              | operating | 404 | 401
            PUT /api/record/imports/{id}/file                            | operating | 404 | 401
            POST /api/record/imports/{id}/run                            | operating | 404 | 401
            POST /api/record/imports/{id}/cancellation                   | operating | 404 | 401
            """;

    private final Map<String, Door> doors = doors();
    private final Told told = Told.everything(Clinic.open(6), "Doorwalker");

    private final String session = told.clinic.session();

    private record Door(List<String> roles, int answer, int anonymous) {}

    private static Map<String, Door> doors() {
        var doors = new LinkedHashMap<String, Door>();
        TABLE.lines().forEach(line -> {
            var cells = line.strip().split("\\s*\\|\\s*", -1);
            doors.put(
                    cells[0],
                    new Door(
                            GROUPS.getOrDefault(cells[1], List.of()),
                            Integer.parseInt(cells[2]),
                            Integer.parseInt(cells[3])));
        });
        return doors;
    }

    @BeforeAll
    void is_shown() {
        Shown.awaited(told);
    }

    @Test
    void is_decided_for_every_door() {
        assertThat(Doors.all()).isEqualTo(new TreeSet<>(doors.keySet()));
    }

    @Test
    void is_what_was_decided() {
        var expected = new TreeMap<String, String>();
        var answered = new TreeMap<String, String>();
        doors.forEach((door, decided) -> {
            for (var role : ROLES) {
                var at = door + " as " + role;
                expected.put(at, expected(door, decided, role));
                answered.put(at, told(knock(door, Guest.of("walking-" + role, role, this.told.clinic.program()))));
            }
            expected.put(door, Integer.toString(decided.anonymous()) + (decided.anonymous() == 302 ? " /signin" : ""));
            answered.put(door, told(knock(door, Guest.NOBODY)));
            expected.put(door + " as root", door.equals("GET /") ? "403" : expectedOfNoRole(door, decided));
            answered.put(door + " as root", told(knock(door, Guest.of("root", "root", this.told.clinic.program()))));
        });

        assertThat(answered).isEqualTo(expected);
    }

    private static String expected(String door, Door decided, String role) {
        if (!decided.roles().contains(role)) {
            return "403";
        }
        if (door.equals("GET /") && !GROUPS.getOrDefault("reading", List.of()).contains(role)) {
            return role.equals("administrator") ? "302 /operations" : "302 /outcomes";
        }
        return switch (door) {
            case "POST /signin" -> "302 /signin?failed";
            case "POST /signout" -> "302 /signin?left";
            default -> Integer.toString(decided.answer());
        };
    }

    /** Somebody whose role nobody knows comes in where anybody may, and nowhere else. */
    private static String expectedOfNoRole(String door, Door decided) {
        var open = decided.anonymous() == decided.answer() || door.startsWith("POST /sign");
        return open ? expected(door, decided, "clinician") : "403";
    }

    private static String told(Answer answer) {
        var location = answer.header("Location").replace(House.address(), "");
        return answer.status() + (answer.status() == 302 ? " " + location : "");
    }

    private Answer knock(String door, Guest guest) {
        var method = door.substring(0, door.indexOf(' '));
        var path = door.substring(door.indexOf(' ') + 1)
                .replace("{journey}", told.journey)
                .replace("{patient}", told.patient)
                .replace("{program}", told.clinic.program())
                .replace("{session}", session)
                .replace("{kind}", "attendance")
                .replace("/meanwhile", "/meanwhile?since=0")
                .replace("{code}", "invalid")
                .replace("{name}", "nothing")
                .replace("{position}", "1")
                .replace("**", "something/new")
                .replaceAll("\\{[a-z]+}", UUID.randomUUID().toString());
        if (method.equals("GET")) {
            return guest.get(path);
        }
        if (path.endsWith("/file")) {
            return guest.send(method, path, "text/csv", "a\n1\n".getBytes(StandardCharsets.UTF_8));
        }
        if (method.equals("DELETE")) {
            return guest.send(method, path, null, null);
        }
        return path.startsWith("/api/")
                ? guest.post(path, "{}")
                : guest.form(path, "text=nobody&password=y&name=" + UUID.randomUUID());
    }

    @Test
    void is_refused_where_there_is_no_door() {
        for (var role : ROLES) {
            var guest = Guest.of("lost-" + role, role, told.clinic.program());
            assertThat(guest.get("/something/new").status()).as(role).isEqualTo(403);
            assertThat(guest.post("/something/new", "{}").status()).as(role).isEqualTo(403);
            assertThat(guest.get("/api/something/new").status()).as(role).isEqualTo(403);
        }
        assertThat(told(Guest.NOBODY.get("/something/new"))).isEqualTo("302 /signin");
        assertThat(Guest.NOBODY.get("/api/something/new").status()).isEqualTo(401);
    }

    @Test
    void is_answered_with_headers_that_keep_other_sites_caches_and_guesses_away() {
        doors.keySet().forEach(door -> {
            var answer = knock(door, Guest.of("walking-supervisor", "supervisor", told.clinic.program()));
            assertThat(answer.header("X-Content-Type-Options")).as(door).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).as(door).isEqualTo("DENY");
            assertThat(answer.header("Cache-Control")).as(door).contains("no-store");
            assertThat(answer.header("Server") + answer.header("X-Powered-By"))
                    .as(door)
                    .isEmpty();
            assertThat(answer.body()).as(door).doesNotContain("Exception", "org.springframework", "\tat ");
            if (!door.contains("/api/")) {
                assertThat(answer.header("Content-Security-Policy"))
                        .as(door)
                        .contains("default-src 'self'", "frame-ancestors 'none'", "form-action 'self'")
                        .doesNotContain("unsafe");
                assertThat(answer.header("Referrer-Policy")).as(door).isEqualTo("no-referrer");
            }
        });
    }

    @Test
    void reads_nobody_s_record_without_being_written_down() {
        var unwritten = new ArrayList<String>();
        var written = new TreeSet<String>();
        for (var role : ROLES) {
            var guest = Guest.of("reading-" + role, role, told.clinic.program());
            for (var door : doors.keySet()) {
                var before = readings(guest);
                var answer = knock(door, guest);
                if (!Everything.leaks(Map.of(door, answer.body()), told.secrets())
                                .isEmpty()
                        || answer.body().contains(told.patient)) {
                    (readings(guest) > before ? written : unwritten).add(door + " as " + role);
                }
            }
        }

        assertThat(unwritten).isEmpty();
        assertThat(written)
                .contains(
                        "GET /journeys/{journey} as clinician",
                        "GET /journeys/{journey}/replay as auditor",
                        "GET /api/journeys/{journey} as supervisor");
    }

    private long readings(Guest guest) {
        return Login.QUERY
                .on(Database.RECORD)
                .sql("select count(*) from access_log where who = ? and whose = ?::uuid")
                .params(guest.id(), told.patient)
                .query(Long.class)
                .single();
    }

    @Test
    void reads_nothing_where_it_cannot_be_written_down() {
        Login.OWNER.run(Database.RECORD, "revoke insert on access_log from throughline_query");
        Map<String, String> answered;
        try {
            answered = Everything.answered(told);
        } finally {
            Login.OWNER.run(Database.RECORD, "grant insert on access_log to throughline_query");
        }

        assertThat(Everything.leaks(answered, told.secrets())).isEmpty();
        assertThat(Stream.of(told.patient, told.journey + "\","))
                .allSatisfy(id -> assertThat(answered.entrySet().stream()
                                .filter(answer -> answer.getValue().contains("\"" + id))
                                .map(Map.Entry::getKey))
                        .isEmpty());
        assertThat(told.clinic.supervisor().get("/api/journeys/" + told.journey).status())
                .isEqualTo(200);
    }
}

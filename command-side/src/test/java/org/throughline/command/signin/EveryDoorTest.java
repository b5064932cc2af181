package org.throughline.command.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.throughline.command.reception.Bearer;
import org.throughline.command.reception.OverHttp;
import org.throughline.events.Role;

@OverHttp
class EveryDoorTest {
    private static final Set<String> RECORDING = Set.of("clinician", "supervisor", "administrator");
    private static final Set<String> PLANNING = Set.of("clinician", "supervisor", "manager", "administrator");
    private static final Set<String> GOVERNING = Set.of("manager", "administrator");
    private static final Set<String> ADMINISTRATION = Set.of("administrator");

    /** Who is let in where. What becomes of the command is decided behind the door, by program and author. */
    private static final Map<String, Set<String>> DOORS = Map.ofEntries(
            Map.entry("POST /api/record/patients", RECORDING),
            Map.entry("POST /api/record/patients/{patient}/erasure", ADMINISTRATION),
            Map.entry("POST /api/record/programs", ADMINISTRATION),
            Map.entry("POST /api/record/programs/{program}/policies", GOVERNING),
            Map.entry("POST /api/record/sessions", PLANNING),
            Map.entry("POST /api/record/sessions/{session}/cancellation", PLANNING),
            Map.entry("POST /api/record/journeys", RECORDING),
            Map.entry("POST /api/record/journeys/{journey}/attendance", RECORDING),
            Map.entry("POST /api/record/journeys/{journey}/absences", RECORDING),
            Map.entry("POST /api/record/journeys/{journey}/relapses", RECORDING),
            Map.entry("POST /api/record/journeys/{journey}/relapses/{entry}/retraction", RECORDING),
            Map.entry("POST /api/record/journeys/{journey}/follow-ups", RECORDING),
            Map.entry("POST /api/record/journeys/{journey}/discharge", RECORDING),
            Map.entry("POST /api/record/journeys/{journey}/discharge/rescission", RECORDING),
            Map.entry("POST /api/record/journeys/{journey}/entries/{entry}/correction", RECORDING),
            Map.entry("POST /api/record/journeys/{journey}/entries/{entry}/voiding", RECORDING),
            Map.entry("GET /api/record/imports", ADMINISTRATION),
            Map.entry("GET /api/record/imports/{id}", ADMINISTRATION),
            Map.entry("DELETE /api/record/imports/{id}", ADMINISTRATION),
            Map.entry("POST /api/record/imports", ADMINISTRATION),
            Map.entry("PUT /api/record/imports/{id}/file", ADMINISTRATION),
            Map.entry("POST /api/record/imports/{id}/run", ADMINISTRATION),
            Map.entry("POST /api/record/imports/{id}/cancellation", ADMINISTRATION));

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private MockMvcTester web;

    @Test
    void is_on_the_list() {
        assertThat(doors()).isEqualTo(new TreeSet<>(DOORS.keySet()));
    }

    @Test
    void opens_to_the_roles_on_the_list_and_to_nobody_else() {
        var expected = new TreeMap<String, Set<String>>();
        var open = new TreeMap<String, Set<String>>();
        for (var door : doors()) {
            expected.put(door, new TreeSet<>(DOORS.getOrDefault(door, Set.of())));
            var roles = new TreeSet<String>();
            for (var role : Role.values()) {
                var answer = knock(door, Bearer.of("somebody", role.code()));
                if (answer.getResponse().getStatus() != 403) {
                    roles.add(role.code());
                }
            }
            open.put(door, roles);
        }
        assertThat(open).isEqualTo(expected);
    }

    @Test
    void is_closed_to_whoever_is_not_signed_in_and_to_roles_that_nobody_knows() {
        for (var door : doors()) {
            assertThat(knock(door, null)).as(door).hasStatus(401);
            assertThat(knock(door, Bearer.of("somebody", "root"))).as(door).hasStatus(403);
        }
    }

    @Test
    void is_closed_where_there_is_none() {
        for (var role : Role.values()) {
            assertThat(knock("POST /api/record/something-new", Bearer.of("somebody", role.code())))
                    .hasStatus(403);
        }
    }

    private Set<String> doors() {
        var doors = new TreeSet<String>();
        mappings.getHandlerMethods().forEach((mapping, handler) -> {
            for (var path : mapping.getPatternValues()) {
                if (path.startsWith("/api/record")) {
                    assertThat(mapping.getMethodsCondition().getMethods())
                            .as("methods of " + path)
                            .isNotEmpty();
                    mapping.getMethodsCondition().getMethods().forEach(method -> doors.add(method + " " + path));
                }
            }
        });
        return doors;
    }

    /** With a body that nothing can be done with: what counts is whether it is looked at. */
    private MvcTestResult knock(String door, @Nullable String token) {
        var parts = door.split(" ", 2);
        var path = parts[1].replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        var request = web.method(HttpMethod.valueOf(parts[0]))
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content("not json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.exchange();
    }
}

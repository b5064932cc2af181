package org.throughline.query.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.throughline.events.Role;
import org.throughline.stage.InventedJourney;
import org.throughline.stage.OnStage;
import org.throughline.stage.People;

@OnStage
class DoorsTest {
    private static final String READING = "clinician supervisor auditor";
    private static final String CARING = "clinician supervisor";
    private static final String PLANNING = "clinician supervisor manager";
    private static final String OPERATING = "administrator";
    private static final String EVERYBODY = "clinician supervisor auditor researcher manager administrator";
    private static final String ANYBODY = "anybody";

    /** Who may come in where: stated a second time, so that opening a door takes two people's attention. */
    private static final Map<String, String> DOORS = Map.ofEntries(
            Map.entry("GET /", EVERYBODY),
            Map.entry("GET /signin", ANYBODY),
            Map.entry("POST /api/token", ANYBODY),
            Map.entry("GET /problems", ANYBODY),
            Map.entry("GET /problems/{code}", ANYBODY),
            Map.entry("GET /error", ANYBODY),
            Map.entry("POST /worklist", READING),
            Map.entry("GET /worklist/stream", READING),
            Map.entry("GET /journeys/new", CARING),
            Map.entry("POST /patients/search", CARING),
            Map.entry("GET /journeys/{journey}", READING),
            Map.entry("GET /journeys/{journey}/part", READING),
            Map.entry("GET /journeys/{journey}/stream", READING),
            Map.entry("GET /journeys/{journey}/record/{kind}", CARING),
            Map.entry("GET /journeys/{journey}/replay", READING),
            Map.entry("GET /journeys/{journey}/replay/part", READING),
            Map.entry("GET /journeys/{journey}/readers", READING),
            Map.entry("GET /journeys/{journey}/meanwhile", READING),
            Map.entry("GET /sessions", PLANNING),
            Map.entry("GET /sessions/{session}/cancellation", PLANNING),
            Map.entry("GET /programs", EVERYBODY),
            Map.entry("GET /programs/new", OPERATING),
            Map.entry("GET /programs/{program}/policy", "manager administrator"),
            Map.entry("GET /erasure", OPERATING),
            Map.entry("POST /erasure/search", OPERATING),
            Map.entry("GET /erasure/{patient}", OPERATING),
            Map.entry("GET /erasure/{patient}/confirmation", OPERATING),
            Map.entry("GET /operations", OPERATING),
            Map.entry("GET /operations/part", OPERATING),
            Map.entry("POST /operations/projections/{name}/rebuild", OPERATING),
            Map.entry("POST /operations/dead-letters/{name}/retry", OPERATING),
            Map.entry("GET /api/journeys", READING),
            Map.entry("POST /api/journeys/search", READING),
            Map.entry("GET /api/journeys/{journey}", READING),
            Map.entry("GET /api/journeys/{journey}/attendance", READING),
            Map.entry("GET /api/journeys/{journey}/replay", READING),
            Map.entry("GET /api/journeys/{journey}/readers", READING),
            Map.entry("POST /api/patients/search", CARING),
            Map.entry("GET /api/sessions", PLANNING),
            Map.entry("GET /api/programs", EVERYBODY),
            Map.entry("GET /api/programs/{program}", EVERYBODY),
            Map.entry("GET /api/operations/projections", OPERATING),
            Map.entry("POST /api/operations/projections/{name}/rebuild", OPERATING),
            Map.entry("POST /operations/dead-letters/{name}/streams/{stream}/retry", OPERATING),
            Map.entry("GET /operations/dead-letters/{name}/{position}/skip", OPERATING),
            Map.entry("GET /api/operations/dead-letters", OPERATING),
            Map.entry("POST /api/operations/dead-letters/{name}/retry", OPERATING),
            Map.entry("POST /api/operations/dead-letters/{name}/streams/{stream}/retry", OPERATING),
            Map.entry("POST /api/operations/dead-letters/{name}/{position}/skip", OPERATING),
            Map.entry("GET /api/operations/skips", OPERATING));

    @Autowired
    private MockMvcTester web;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mapping;

    @Test
    void are_all_known() {
        assertThat(endpoints()).isEqualTo(new TreeSet<>(DOORS.keySet()));
    }

    @Test
    void let_in_every_role_that_may_and_no_other() {
        var wrong = new TreeMap<String, String>();
        DOORS.forEach((endpoint, roles) -> Arrays.stream(Role.values()).forEach(role -> {
            var status = statusFor(endpoint, role.code());
            var may = roles.equals(ANYBODY) || roles.contains(role.code());
            if (may == (status == 403 || status == 401)) {
                wrong.put(endpoint + " as " + role.code(), "answers " + status);
            }
        }));

        assertThat(wrong).isEmpty();
    }

    @Test
    void let_nobody_in_who_is_not_signed_in() {
        DOORS.forEach((endpoint, roles) -> {
            if (!roles.equals(ANYBODY)) {
                assertThat(statusFor(endpoint, "")).as(endpoint).isIn(401, 302);
            }
        });
    }

    private int statusFor(String endpoint, String role) {
        var method = HttpMethod.valueOf(endpoint.substring(0, endpoint.indexOf(' ')));
        var path = endpoint.substring(endpoint.indexOf(' ') + 1)
                .replace("{journey}", InventedJourney.JOURNEY.toString())
                .replace("{program}", InventedJourney.PROGRAM.toString())
                .replace("{patient}", InventedJourney.PATIENT.toString())
                .replace("{session}", InventedJourney.JOURNEY.toString())
                .replace("{kind}", "attendance")
                .replace("{name}", "timeline")
                .replace("{stream}", InventedJourney.JOURNEY.toString())
                .replace("{position}", "12")
                .replace("{code}", "not-found");
        var request = web.method(method).uri(path).with(csrf());
        if (method.equals(HttpMethod.POST) && path.startsWith("/api/")) {
            request = request.contentType(MediaType.APPLICATION_JSON).content("{}");
        }
        if (!role.isEmpty()) {
            request = request.with(People.as(role));
        }
        // a stream stays open: what counts is that it begins
        var answer = path.endsWith("/stream") ? request.asyncExchange() : request.exchange();
        var status = answer.getResponse().getStatus();
        // a question for a token without name and password is let in and told what is missing
        return path.equals("/api/token") && status == 400 ? 200 : status;
    }

    private Set<String> endpoints() {
        var endpoints = new TreeSet<String>();
        mapping.getHandlerMethods().forEach((info, handler) -> {
            if (handler.getBeanType().getPackageName().startsWith("org.throughline")) {
                methods(info)
                        .forEach(method -> info.getPatternValues().forEach(path -> endpoints.add(method + " " + path)));
            }
        });
        return endpoints;
    }

    private static Set<RequestMethod> methods(RequestMappingInfo info) {
        var methods = info.getMethodsCondition().getMethods();
        return methods.isEmpty() ? Set.of(RequestMethod.GET) : methods;
    }
}

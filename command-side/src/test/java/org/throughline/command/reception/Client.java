package org.throughline.command.reception;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A client of the API with a program of its own, in New York time, and the plainest requests. */
public final class Client {
    /** Sessions of the tests began three hours ago, patients were admitted an hour before. */
    @SuppressWarnings("TimeInStaticInitializer") // the rules look at a real clock
    static final Instant STARTED = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(3));

    private final MockMvcTester web;
    private @Nullable String program;

    Client(MockMvcTester web) {
        this.web = web;
    }

    String admin() {
        return Bearer.of("ada", "administrator");
    }

    String clinician() {
        return Bearer.of("kim", "clinician", program());
    }

    String supervisor() {
        return Bearer.of("sam", "supervisor", program());
    }

    MvcTestResult send(@Nullable String token, String path, String body, String... headers) {
        var request = web.post()
                .uri("/api/record" + path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
        if (token != null) {
            request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.exchange();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // as JsonPath has it
    static <T> T read(MvcTestResult answer, String path) {
        return JsonPath.read(text(answer), path);
    }

    static String text(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString(StandardCharsets.UTF_8);
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String id(MvcTestResult answer) {
        assertThat(answer).hasStatus(201);
        return read(answer, "$.id");
    }

    /** A program with the policy for adults, made once. */
    synchronized String program() {
        var known = program;
        if (known == null) {
            known = id(send(admin(), "/programs", PROGRAM));
            assertThat(send(admin(), "/programs/" + known + "/policies", POLICY))
                    .hasStatus(201);
            program = known;
        }
        return known;
    }

    String patient() {
        return id(send(clinician(), "/patients", patientOf(program())));
    }

    String session() {
        return id(send(clinician(), "/sessions", sessionOf(program())));
    }

    String journey() {
        return id(send(clinician(), "/journeys", enrolmentOf(patient(), program())));
    }

    static final String PROGRAM = """
            {"name": "Riverside", "levelOfCare": "2.1", "population": "adult", "timeZone": "America/New_York"}""";

    static final String POLICY = """
            {"effectiveFrom": "2020-01-01", "policy": {"weekStart": "MONDAY", "weeklyMinutes": 540,
             "usualShortestMinutes": 60, "usualLongestMinutes": 180, "longestMinutes": 360, "lateAfterHours": 24,
             "makeUpWithinDays": 14, "absencesInARow": 3, "silenceDays": 30, "retentionYears": 6}}""";

    static String patientOf(String program) {
        return """
                {"programId": "%s", "name": {"given": "Rosalind", "family": "Featherstonehaugh"},
                 "birthDate": "1990-05-17"}""".formatted(program);
    }

    static String sessionOf(String program) {
        return """
                {"programId": "%s", "kind": "support", "starts": "%s", "minutes": 120, "modality": "in-person",
                 "facilitator": "kim"}""".formatted(program, STARTED);
    }

    static String enrolmentOf(String patient, String program) {
        return """
                {"patientId": "%s", "programId": "%s", "admittedAt": "%s", "weeklyMinutes": 540,
                 "diagnoses": ["F10.20"], "teds": {"SUB1": 2}}""".formatted(patient, program, STARTED.minus(Duration.ofHours(1)));
    }

    static String attendance(String session) {
        return "{\"sessionId\": \"%s\", \"presentMinutes\": 115}".formatted(session);
    }

    static String absence(String session) {
        return "{\"sessionId\": \"%s\", \"absence\": \"excused\", \"reason\": \"illness\"}".formatted(session);
    }

    static String relapse() {
        return "{\"occurredAt\": \"%s\", \"source\": \"self\"}".formatted(STARTED);
    }

    static String followUp() {
        return "{\"occurredAt\": \"%s\", \"method\": \"telephone\", \"status\": \"no-return-reported\"}"
                .formatted(STARTED);
    }

    static String discharge() {
        var ended = STARTED.plus(Duration.ofHours(2).plusMinutes(30));
        return "{\"occurredAt\": \"%s\", \"reason\": 1, \"lastContact\": \"%s\"}"
                .formatted(ended, STARTED.atZone(ZoneId.of("America/New_York")).toLocalDate());
    }

    static String someId() {
        return UUID.randomUUID().toString();
    }
}

package org.throughline.standalone.apart;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.throughline.standalone.apart.StubProvider.Person;

/** Who works at the clinic of these tests, and what has to be there before it can. */
final class Clinic {
    private Clinic() {}

    /** One who records in a program. */
    static Person clinician(String program) {
        return new Person("4c1e-clinician", "Kim Lee", List.of("clinician"), List.of(program));
    }

    /** A token of one who may do what concerns everybody. */
    static String administrator(Network network) {
        return network.provider()
                .accessToken(new Person("9d0a-administrator", "Ada", List.of("administrator"), List.of()));
    }

    /** Asks a node and tells the status of its answer. */
    static int asAdministrator(Network network, Side node, String method, String path)
            throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(node.address(path))
                                    .timeout(Duration.ofSeconds(10))
                                    .header("Authorization", "Bearer " + administrator(network))
                                    .method(method, BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }

    /** Opens a program with a policy. */
    static String program(Load administrator) {
        var program = administrator.recorded("/programs", """
            {"name": "Apart", "levelOfCare": "2.1", "population": "adult", "timeZone": "America/New_York"}\
            """).path("id").asString();
        administrator.recorded("/programs/" + program + "/policies", """
            {"effectiveFrom": "2020-01-01", "policy": {"weekStart": "MONDAY", "weeklyMinutes": 540,
             "usualShortestMinutes": 60, "usualLongestMinutes": 180, "longestMinutes": 360, "lateAfterHours": 24,
             "makeUpWithinDays": 14, "absencesInARow": 3, "silenceDays": 30, "retentionYears": 6}}\
            """);
        return program;
    }

    /** Registers a patient. */
    static String patient(Load clinician, String program, int number) {
        return clinician
                .recorded("/patients", """
                    {"programId": "%s", "name": {"given": "Patient", "family": "Number %d"},
                     "birthDate": "1990-05-17"}\
                    """.formatted(program, number))
                .path("id")
                .asString();
    }

    /** Admits a new patient. */
    static String journey(Load clinician, String program, int number) {
        var patient = patient(clinician, program, number);
        return clinician
                .recorded("/journeys", """
                    {"patientId": "%s", "programId": "%s", "admittedAt": "%s", "weeklyMinutes": 540,
                     "clinician": "4c1e-clinician"}\
                    """.formatted(
                                patient,
                                program,
                                Instant.now().minus(5, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS)))
                .path("id")
                .asString();
    }
}

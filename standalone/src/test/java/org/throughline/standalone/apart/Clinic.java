package org.throughline.standalone.apart;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.throughline.standalone.Requests;
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
    static String program(FollowUps administrator) {
        var program = administrator
                .recorded("/programs", Requests.program("Apart"))
                .path("id")
                .asString();
        administrator.recorded("/programs/" + program + "/policies", Requests.policy(6));
        return program;
    }

    /** Registers a patient. */
    static String patient(FollowUps clinician, String program, int number) {
        return clinician
                .recorded("/patients", Requests.patient(program, "Patient", "Number " + number))
                .path("id")
                .asString();
    }

    /** Admits a new patient. */
    static String journey(FollowUps clinician, String program, int number) {
        var patient = patient(clinician, program, number);
        return clinician
                .recorded(
                        "/journeys",
                        Requests.enrolment(patient, program, Requests.ago(Duration.ofHours(5)), "4c1e-clinician"))
                .path("id")
                .asString();
    }
}

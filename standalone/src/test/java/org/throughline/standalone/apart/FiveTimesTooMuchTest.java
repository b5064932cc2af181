package org.throughline.standalone.apart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.throughline.standalone.Requests;

/**
 * Five times as much is asked of each side as it can do. Whoever is not served is told to come again, in order and in time;
 * the program does not grow, and goes on as before when it is over.
 */
@EnabledIfSystemProperty(
        named = "overload",
        matches = "true",
        disabledReason = "takes long: -Doverload=true asks for it")
class FiveTimesTooMuchTest {
    private static final int JOURNEYS = 200;
    private static final int PEOPLE = 16;
    private static final int TIMES = 5;
    private static final Duration WARMING_UP = Duration.ofSeconds(25);
    private static final Duration MEASURED = Duration.ofSeconds(15);
    private static final Duration TOO_MUCH = Duration.ofSeconds(40);
    private static final long MEGABYTE = 1024 * 1024;
    /** What a process may hold more than before, once its garbage is collected. */
    private static final long GROWTH = 24 * MEGABYTE;

    @TempDir
    private Path data;

    @Test
    void is_refused_in_order_and_leaves_nothing_behind() throws Exception {
        try (var share = Share.ofWhoAnswers();
                var network = Network.start(data);
                var recording = network.command();
                var showing = network.query()) {
            recording.ready();
            showing.ready();
            share.whoAsks();
            var clinic = new Admitted(network, recording);
            var before = followUps(network);
            var recorded = 0;
            try (var crowd = new Crowd(clinic::followUp)) {
                recorded += survives("commands", recording, crowd);
            }
            assertThat(followUps(network) - before)
                    .as("what was acknowledged is recorded, and nothing else")
                    .isEqualTo(recorded);
            try (var crowd = new Crowd(number -> clinic.question(showing, number))) {
                survives("questions", showing, crowd);
            }
        }
    }

    /** Tells how many requests were carried out. */
    private static int survives(String what, Side node, Crowd crowd) throws Exception {
        var warming = crowd.asPatientAs(PEOPLE, WARMING_UP);
        var usual = crowd.asPatientAs(PEOPLE, MEASURED);
        var held = node.held();
        System.out.println(what + ", as many as can be done: " + usual);

        var tooMuch = crowd.asManyAs(TIMES * usual.rate(), TOO_MUCH);
        var heldThen = node.held();
        System.out.println(what + ", " + TIMES + " times as many: " + tooMuch + "; holds " + held / MEGABYTE
                + " MiB before and " + heldThen / MEGABYTE + " MiB with all connections");

        var again = crowd.asPatientAs(PEOPLE, MEASURED);
        System.out.println(what + ", after that: " + again);
        for (var answers : List.of(warming, usual, tooMuch, again)) {
            assertThat(answers.strange()).as(what).isEmpty();
        }
        assertThat(tooMuch.toldToComeAgain()).as(what).isPositive();
        assertThat(tooMuch.carriedOut()).as(what).isPositive();
        assertThat(again.toldToComeAgain()).as(what).isZero();
        // what an open connection holds goes with it, once nobody has asked on it for a while
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(node.held() - held)
                        .as(what + ": bytes held more")
                        .isLessThan(GROWTH));
        return warming.carriedOut() + usual.carriedOut() + tooMuch.carriedOut() + again.carriedOut();
    }

    private static int followUps(Network network) {
        return network.asQuerySide("record")
                .sql("select count(*) from event where name = 'journey.follow-up-recorded'")
                .query(Integer.class)
                .single();
    }

    /** People in treatment, and who works with them. */
    private static final class Admitted {
        private final Network network;
        private final Side recording;
        private final String program;
        private final List<String> journeys = new ArrayList<>();

        Admitted(Network network, Side recording) throws IOException {
            this.network = network;
            this.recording = recording;
            try (var administrator = new FollowUps(() -> List.of(recording), () -> Clinic.administrator(network))) {
                this.program = Clinic.program(administrator);
            }
            try (var clinician = new FollowUps(() -> List.of(recording), this::token)) {
                for (int i = 0; i < JOURNEYS; i++) {
                    journeys.add(Clinic.journey(clinician, program, i));
                }
            }
        }

        private String token() {
            return network.provider().accessToken(Clinic.clinician(program));
        }

        private String journey(int number) {
            return journeys.get(number % journeys.size());
        }

        HttpRequest.Builder followUp(int number) {
            return HttpRequest.newBuilder(recording.address("/api/record/journeys/" + journey(number) + "/follow-ups"))
                    .header("Authorization", "Bearer " + token())
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .POST(BodyPublishers.ofString(Requests.followUp(Requests.ago(Duration.ofMinutes(1)))));
        }

        HttpRequest.Builder question(Side showing, int number) {
            return HttpRequest.newBuilder(showing.address("/api/journeys/" + journey(number)))
                    .header("Authorization", "Bearer " + token());
        }
    }
}

package org.throughline.command.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.throughline.command.Samples.KIM;
import static org.throughline.command.Samples.LEE;
import static org.throughline.command.Samples.by;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.throughline.command.Samples;
import org.throughline.command.TestSide;
import org.throughline.events.JourneyId;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepeatingACommandTest {
    private final TestSide side = new TestSide();
    private final CommandDesk desk = side.desk();
    private final String key = UUID.randomUUID().toString();

    @BeforeAll
    void open_a_program() {
        Samples.openProgram(desk);
    }

    @AfterAll
    void close() {
        side.close();
    }

    @Test
    void gives_the_first_answer_again_and_changes_nothing() {
        var journey = Samples.enrolled(desk);
        var first = desk.submit(by(KIM, Samples.followUp(journey, "a note")).under("once", "hash"));
        desk.submit(by(KIM, Samples.followUp(journey, null)));
        var before = side.log().head();

        var again = desk.submit(by(KIM, Samples.followUp(journey, "a note")).under("once", "hash"));

        assertThat(again)
                .isEqualTo(new Receipt(
                        first.stream(),
                        first.entry(),
                        first.version(),
                        first.firstPosition(),
                        first.lastPosition(),
                        true));
        assertThat(side.log().head()).isEqualTo(before);
    }

    @Test
    void names_the_patient_that_was_registered_first() {
        var first = desk.submit(by(KIM, Samples.register(Samples.newPatient())).under("register", "hash"));

        var again = desk.submit(by(KIM, Samples.register(Samples.newPatient())).under("register", "hash"));

        assertThat(again.stream()).isEqualTo(first.stream());
        assertThat(again.replayed()).isTrue();
    }

    @Test
    void refuses_another_request_under_the_same_key() {
        var journey = Samples.enrolled(desk);
        desk.submit(by(KIM, Samples.followUp(journey, "one")).under("reused", "hash of one"));
        var before = side.log().head();

        assertThatThrownBy(() ->
                        desk.submit(by(KIM, Samples.followUp(journey, "two")).under("reused", "hash of two")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.rule()).isEqualTo(Rule.IDEMPOTENCY_KEY_REUSED));
        assertThat(side.log().head()).isEqualTo(before);
    }

    @Test
    void takes_the_same_key_of_another_actor_for_another_key() {
        var journey = Samples.enrolled(desk);
        desk.submit(by(KIM, Samples.followUp(journey, null)).under("ours", "hash"));

        assertThat(desk.submit(by(LEE, Samples.followUp(journey, null)).under("ours", "hash"))
                        .replayed())
                .isFalse();
    }

    @Test
    void does_a_refused_command_once_it_is_allowed() {
        var journey = Samples.newJourney();
        var patient = Samples.newPatient();
        var enrol = by(KIM, Samples.enrol(journey, patient)).under("too early", "hash");
        assertThatThrownBy(() -> desk.submit(enrol)).isInstanceOf(Refused.class);

        desk.submit(by(KIM, Samples.register(patient)));

        assertThat(desk.submit(enrol).replayed()).isFalse();
    }

    @Test
    void is_done_once_when_sent_several_times_at_once() throws Exception {
        var journey = Samples.enrolled(desk);
        var receipts = atOnce(
                4, () -> desk.submit(by(KIM, Samples.followUp(journey, null)).under("impatient", "hash")));

        assertThat(receipts).extracting(Receipt::replayed).containsOnlyOnce(false);
        assertThat(receipts)
                .extracting(Receipt::entry)
                .containsOnly(receipts.getFirst().entry());
        assertThat(side.log().lastSequence(journey.value())).hasValue(1);
    }

    @Test
    void is_done_once_when_sent_to_several_nodes_at_once() throws Exception {
        var other = side.deskOn(side.log());
        for (int i = 0; i < 10; i++) {
            JourneyId journey = Samples.enrolled(desk);
            var turn = key + i;
            var desks = new ArrayList<>(List.of(desk, other, desk, other));
            var receipts = atOnce(4, () -> {
                CommandDesk mine;
                synchronized (desks) {
                    mine = desks.removeFirst();
                }
                return mine.submit(by(KIM, Samples.followUp(journey, null)).under(turn, "hash"));
            });

            assertThat(receipts).extracting(Receipt::replayed).containsOnlyOnce(false);
            assertThat(side.log().lastSequence(journey.value())).hasValue(1);
        }
    }

    private static List<Receipt> atOnce(int times, Callable<Receipt> submit) throws Exception {
        var barrier = new CyclicBarrier(times);
        try (var threads = Executors.newFixedThreadPool(times)) {
            var receipts = new ArrayList<Receipt>();
            Callable<Receipt> together = () -> {
                barrier.await();
                return submit.call();
            };
            for (var done : threads.invokeAll(
                    Stream.generate(() -> together).limit(times).toList())) {
                receipts.add(done.get());
            }
            return receipts;
        }
    }

    @Test
    void keeps_neither_the_key_nor_a_hash_that_could_be_guessed_from() {
        var journey = Samples.enrolled(desk);
        var submission =
                by(KIM, Samples.followUp(journey, "Featherstonehaugh")).under("the client's key", "plain hash");

        desk.submit(submission);

        var claimed = Objects.requireNonNull(IdempotencyKey.of(submission));
        var held = side.log().claim(claimed.id()).orElseThrow().claim();
        assertThat(held.toString()).doesNotContain("the client's key", "plain hash", "Featherstonehaugh");
        var stored = side.log().stream(journey.value(), 1).getFirst();
        assertThat(side.codec().metadata(stored).key()).isEqualTo(held.key());
    }
}

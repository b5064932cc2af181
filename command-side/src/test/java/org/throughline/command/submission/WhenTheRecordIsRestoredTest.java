package org.throughline.command.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.throughline.command.Samples.KIM;
import static org.throughline.command.Samples.LEE;
import static org.throughline.command.Samples.SAM;
import static org.throughline.command.Samples.by;

import java.sql.SQLException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.throughline.command.Samples;
import org.throughline.command.TestSide;
import org.throughline.events.JourneyId;
import org.throughline.events.storage.StoredEvent;
import org.throughline.testing.Role;

/** A node that runs while the record is restored under it remembers journeys that are ahead of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhenTheRecordIsRestoredTest {
    private final TestSide side = new TestSide();
    private final CommandDesk desk = side.desk();

    @BeforeAll
    void open_a_program() {
        Samples.openProgram(desk);
    }

    @AfterAll
    void close() {
        side.close();
    }

    @Test
    void a_remembered_journey_that_is_ahead_is_read_again() throws Exception {
        var journey = followedTwice();

        restore(1, journey, true);

        assertThat(desk.submit(by(KIM, Samples.followUp(journey, null))).version())
                .isEqualTo(2);
        isWhole(journey, 2);
    }

    @Test
    void nothing_goes_on_from_what_is_lost_even_if_the_store_bears_the_same_id() throws Exception {
        var journey = followedTwice();

        restore(1, journey, false);

        assertThat(desk.submit(by(KIM, Samples.followUp(journey, null))).version())
                .isEqualTo(2);
        isWhole(journey, 2);
    }

    @Test
    void a_journey_that_has_grown_as_far_with_other_entries_is_judged_by_those() throws Exception {
        var journey = followedTwice();

        restore(1, journey, true);
        var other = side.deskOn(side.log());
        other.submit(by(LEE, Samples.discharge(journey)));
        other.submit(by(SAM, Samples.rescind(journey)).expecting(2));
        other.submit(by(LEE, Samples.discharge(journey)));

        assertThatThrownBy(() -> desk.submit(by(KIM, Samples.discharge(journey))))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.rule()).isEqualTo(Rule.ALREADY_DISCHARGED));
        isWhole(journey, 4);
    }

    @Test
    void the_same_command_under_its_key_is_done_anew_if_it_is_lost() throws Exception {
        var journey = Samples.enrolled(desk);
        var submission = by(KIM, Samples.followUp(journey, null)).under("lost-and-again-1", "hash");
        desk.submit(submission);

        restore(1, journey, true);

        assertThat(desk.submit(submission).replayed()).isFalse();
        isWhole(journey, 2);
    }

    @Test
    void a_version_that_is_lost_is_not_taken_for_one_that_is_to_come() throws Exception {
        var journey = followedTwice();

        restore(1, journey, true);

        assertThatThrownBy(() -> desk.submit(by(KIM, Samples.discharge(journey)).expecting(3)))
                .isInstanceOfSatisfying(StaleVersion.class, stale -> {
                    assertThat(stale.expected()).isEqualTo(3);
                    assertThat(stale.version()).isEqualTo(1);
                    assertThat(stale.meanwhile()).isEmpty();
                });
    }

    private JourneyId followedTwice() {
        var journey = Samples.enrolled(desk);
        desk.submit(by(KIM, Samples.followUp(journey, null)));
        desk.submit(by(KIM, Samples.followUp(journey, null)));
        return journey;
    }

    /** Takes the record back to when a journey had so many events, as its last that anything happened to. */
    private void restore(int version, JourneyId journey, boolean marked) throws SQLException {
        var last = side.log().stream(journey.value(), 0).get(version - 1).position();
        try (var connection = side.recordAs(Role.OWNER).getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter table event disable trigger user");
            statement.execute("delete from event where position > " + last);
            statement.execute("delete from claim where last_position > " + last);
            statement.execute("update log_head set position = " + last);
            if (marked) {
                statement.execute("update log_head set store_id = gen_random_uuid()");
            }
            statement.execute("alter table event enable trigger user");
            connection.commit();
        }
    }

    private void isWhole(JourneyId journey, int version) {
        assertThat(side.log().stream(journey.value(), 0))
                .extracting(StoredEvent::sequence)
                .containsExactlyElementsOf(LongStream.range(0, version).boxed().toList());
    }
}

package org.throughline.command.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.throughline.command.Samples.KIM;
import static org.throughline.command.Samples.by;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.throughline.command.CommandSide;
import org.throughline.command.Samples;
import org.throughline.command.TestSide;
import org.throughline.command.submission.AxonCommandDesk;
import org.throughline.command.submission.CommandDesk;
import org.throughline.events.privacy.KeyLost;
import org.throughline.testing.Role;

/** A key store that was restored from a backup which is older than a patient's key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AfterKeysWereLostTest {
    private final TestSide side = new TestSide();

    @BeforeAll
    void open_a_program() {
        Samples.openProgram(side.desk());
    }

    @AfterAll
    void close() {
        side.close();
    }

    @Test
    void nothing_personal_is_recorded_until_the_loss_is_accepted_and_codes_always_are() throws Exception {
        var journey = Samples.enrolled(side.desk());
        var desk = withoutKeys();

        assertThatThrownBy(() -> desk.submit(by(KIM, Samples.followUp(journey, "a note"))))
                .isInstanceOf(KeyLost.class);
        assertThat(desk.submit(by(KIM, Samples.followUp(journey, null))).version())
                .isEqualTo(2);
        assertThat(LostKeys.accept(side.log(), side.codec(), side.newKeyStore()))
                .isPositive();

        assertThat(desk.submit(by(KIM, Samples.followUp(journey, "a note"))).version())
                .isEqualTo(3);
        assertThat(LostKeys.accept(side.log(), side.codec(), side.newKeyStore()))
                .as("accepted before")
                .isZero();
    }

    private CommandDesk withoutKeys() throws SQLException {
        try (var connection = side.keysAs(Role.OWNER).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from data_key");
        }
        return AxonCommandDesk.on(
                side.log(), side.codec(), side.newKeyStore(), CommandSide.wirings(side.streams(), side.destruction()));
    }
}

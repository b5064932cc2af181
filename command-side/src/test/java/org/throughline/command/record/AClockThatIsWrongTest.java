package org.throughline.command.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabase;

class AClockThatIsWrongTest {
    private final TestDatabase database = Records.fresh();
    private Duration off = Duration.ZERO;
    private final NodeClock clock =
            new NodeClock(database.as(Role.COMMAND), () -> Instant.now().plus(off));

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT61S", "PT5H", "-PT61S", "-PT5H"})
    void takes_the_node_out_of_service_until_it_is_right_again(String wrong) {
        clock.compare();
        assertThat(clock.isWrong()).isFalse();
        assertThat(clock.health().getStatus()).isEqualTo(Status.UP);

        off = Duration.parse(wrong);
        assertThat(clock.isWrong()).isTrue();
        assertThat(clock.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);

        off = Duration.ZERO;
        assertThat(clock.isWrong()).isFalse();
    }

    @Test
    void is_noticed_while_the_record_does_not_answer_too() {
        clock.compare();
        database.close();
        clock.compare();

        off = Duration.ofHours(1);
        assertThat(clock.isWrong()).isTrue();
    }

    @Test
    void is_not_held_against_a_node_that_could_never_compare_it() {
        off = Duration.ofHours(1);
        assertThat(clock.isWrong()).isFalse();

        clock.compare();
        assertThat(clock.isWrong()).isTrue();
    }
}

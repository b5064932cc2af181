package org.throughline.query.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HalvesOfALongListTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Integer> many = IntStream.range(0, 501).boxed().toList();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 501})
    void keep_their_order(int length) {
        var some = many.subList(0, length);

        assertThat(Halves.map(some, one -> "#" + one))
                .containsExactlyElementsOf(some.stream().map(one -> "#" + one).toList());
    }

    @Test
    void are_made_at_the_same_time() {
        var begun = new CountDownLatch(2);

        Halves.map(many, one -> {
            if (one == 0 || one == 250) {
                begun.countDown();
                assertThat(await(begun)).as("the other half has begun, too").isTrue();
            }
            return one;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 249, 250, 500})
    void tell_what_went_wrong_in_either(int bad) {
        assertThatThrownBy(() -> Halves.map(many, one -> {
                    if (one == bad) {
                        throw new IllegalStateException("bad");
                    }
                    return one;
                }))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("bad");
    }

    @Test
    void are_finished_by_who_is_to_stop_and_who_still_knows() {
        Thread.currentThread().interrupt();

        assertThat(Halves.map(many, one -> one)).isEqualTo(many);
        assertThat(Thread.interrupted()).as("that it is to stop").isTrue();
    }

    private static boolean await(CountDownLatch begun) {
        try {
            return begun.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}

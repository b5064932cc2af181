package org.throughline.command.intake;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldTest {
    @TempDir
    private Path folder;

    @Test
    void is_had_by_one_of_several_processes_until_it_lets_go_or_is_killed() throws Exception {
        var lock = folder.resolve("lock");
        try (var other = AnotherProcess.at(lock)) {
            assertThat(Hold.taken(lock)).isFalse();
            assertThat(other.seesItTaken()).isFalse();

            var ours = requireNonNull(Hold.take(lock));
            assertThat(Hold.take(lock)).as("by the same process again").isNull();
            // a second look at its own lock file must not give it up
            assertThat(Hold.taken(lock)).isTrue();
            assertThat(other.takes()).isFalse();
            assertThat(other.seesItTaken()).isTrue();

            ours.close();
            assertThat(other.takes()).isTrue();
            ours.close();
            assertThat(Hold.take(lock)).isNull();
            assertThat(Hold.taken(lock)).isTrue();

            other.letsGo();
            assertThat(Hold.taken(lock)).isFalse();
            assertThat(other.takes()).isTrue();
            other.kill();
            assertThat(Hold.taken(lock)).isFalse();
            requireNonNull(Hold.take(lock)).close();
        }
    }
}

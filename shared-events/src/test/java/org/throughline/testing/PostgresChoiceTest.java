package org.throughline.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.throughline.testing.PostgresChoice.Kind;

class PostgresChoiceTest {

    private static final Optional<String> FINE = Optional.empty();
    private static final Optional<String> MISSING = Optional.of("no Docker Engine answers");

    @Test
    void is_docker_where_an_engine_answers() {
        assertThat(PostgresChoice.choose(null, false, () -> FINE).kind()).isEqualTo(Kind.DOCKER);
        assertThat(PostgresChoice.choose(null, true, () -> FINE).kind()).isEqualTo(Kind.DOCKER);
    }

    @Test
    void is_embedded_where_none_answers() {
        assertThat(PostgresChoice.choose(null, false, () -> MISSING))
                .isEqualTo(new PostgresChoice(Kind.EMBEDDED, "no Docker Engine answers"));
    }

    @Test
    void fails_loudly_on_ci_without_docker() {
        assertThatThrownBy(() -> PostgresChoice.choose(null, true, () -> MISSING))
                .hasMessageContaining("CI=true")
                .hasMessageContaining("-Dthroughline.test.postgres=embedded");
    }

    @Test
    void can_be_said() {
        assertThat(PostgresChoice.choose("embedded", true, () -> FINE).kind()).isEqualTo(Kind.EMBEDDED);
        assertThat(PostgresChoice.choose("docker", false, () -> FINE).kind()).isEqualTo(Kind.DOCKER);
        assertThatThrownBy(() -> PostgresChoice.choose("docker", false, () -> MISSING))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> PostgresChoice.choose("mysql", false, () -> FINE))
                .hasMessageContaining("must be docker or embedded");
    }
}

package org.throughline.testing;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Which PostgreSQL the tests run on, and why. */
record PostgresChoice(Kind kind, String why) {

    /** Says {@code docker} or {@code embedded} instead of leaving the choice to what is found. */
    static final String PROPERTY = "throughline.test.postgres";

    enum Kind {
        DOCKER,
        EMBEDDED
    }

    static PostgresChoice ofThisMachine(BooleanSupplier dockerAnswers) {
        return choose(System.getProperty(PROPERTY), "true".equals(System.getenv("CI")), dockerAnswers);
    }

    static PostgresChoice choose(@Nullable String wanted, boolean onCi, BooleanSupplier dockerAnswers) {
        if (wanted == null || wanted.isBlank()) {
            return chooseByWhatIsThere(onCi, dockerAnswers);
        }
        return switch (wanted) {
            case "docker" -> {
                require(dockerAnswers, PROPERTY + "=docker");
                yield new PostgresChoice(Kind.DOCKER, PROPERTY + "=docker");
            }
            case "embedded" -> new PostgresChoice(Kind.EMBEDDED, PROPERTY + "=embedded");
            default ->
                throw new IllegalArgumentException(PROPERTY + " must be docker or embedded, but is " + wanted + ".");
        };
    }

    private static PostgresChoice chooseByWhatIsThere(boolean onCi, BooleanSupplier dockerAnswers) {
        if (onCi) {
            // on CI a silent change of server would go unnoticed for months
            require(dockerAnswers, "CI=true");
        } else if (!dockerAnswers.getAsBoolean()) {
            return new PostgresChoice(Kind.EMBEDDED, "no Docker Engine answers");
        }
        return new PostgresChoice(Kind.DOCKER, "a Docker Engine answers");
    }

    private static void require(BooleanSupplier dockerAnswers, String reason) {
        if (!dockerAnswers.getAsBoolean()) {
            throw new IllegalStateException(
                    reason + " asks for PostgreSQL in Docker, but no Docker Engine answers. Start"
                            + " one, or run with -D" + PROPERTY + "=embedded.");
        }
    }
}

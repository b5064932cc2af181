package org.throughline.testing;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which PostgreSQL the tests run on, and why. */
record PostgresChoice(Kind kind, String why) {

    /** Says {@code docker} or {@code embedded} instead of leaving the choice to what is found. */
    static final String PROPERTY = "throughline.test.postgres";

    enum Kind {
        DOCKER,
        EMBEDDED
    }

    static PostgresChoice ofThisMachine(Supplier<Optional<String>> dockerProblem) {
        return choose(System.getProperty(PROPERTY), "true".equals(System.getenv("CI")), dockerProblem);
    }

    static PostgresChoice choose(@Nullable String wanted, boolean onCi, Supplier<Optional<String>> dockerProblem) {
        if (wanted == null || wanted.isBlank()) {
            return chooseByWhatIsThere(onCi, dockerProblem);
        }
        return switch (wanted) {
            case "docker" -> {
                require(dockerProblem, PROPERTY + "=docker");
                yield new PostgresChoice(Kind.DOCKER, PROPERTY + "=docker");
            }
            case "embedded" -> new PostgresChoice(Kind.EMBEDDED, PROPERTY + "=embedded");
            default ->
                throw new IllegalArgumentException(PROPERTY + " must be docker or embedded, but is " + wanted + ".");
        };
    }

    private static PostgresChoice chooseByWhatIsThere(boolean onCi, Supplier<Optional<String>> dockerProblem) {
        if (onCi) {
            // on CI a silent change of server would go unnoticed for months
            require(dockerProblem, "CI=true");
            return new PostgresChoice(Kind.DOCKER, "a Docker Engine answers");
        }
        return dockerProblem
                .get()
                .map(problem -> new PostgresChoice(Kind.EMBEDDED, problem))
                .orElseGet(() -> new PostgresChoice(Kind.DOCKER, "a Docker Engine answers"));
    }

    private static void require(Supplier<Optional<String>> dockerProblem, String reason) {
        dockerProblem.get().ifPresent(problem -> {
            throw new IllegalStateException(reason + " asks for PostgreSQL in Docker, but " + problem
                    + ". Start an engine, or run with -D" + PROPERTY + "=embedded.");
        });
    }
}

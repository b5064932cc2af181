package org.throughline.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;

/** Whether Testcontainers can use a Docker Engine here. */
final class DockerCheck {

    /** Without a registry, Testcontainers would try for minutes to pull its helper images. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private DockerCheck() {}

    /** Why not, or nothing. */
    static Optional<String> problem() {
        try {
            // it may go on for minutes after nobody waits any more, and the common pool has few threads
            var available = CompletableFuture.supplyAsync(
                            () -> DockerClientFactory.instance().isDockerAvailable(),
                            check -> Thread.ofPlatform()
                                    .daemon()
                                    .name("looking for Docker")
                                    .start(check))
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
            return available ? Optional.empty() : Optional.of("no Docker Engine answers");
        } catch (CompletionException e) {
            return Optional.of("Testcontainers cannot work with this machine's Docker Engine (" + e.getCause() + ")");
        }
    }
}

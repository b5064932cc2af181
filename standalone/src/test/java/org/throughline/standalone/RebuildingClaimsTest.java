package org.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.throughline.command.record.Claim.Kind;
import org.throughline.command.record.RecordLog;
import org.throughline.standalone.postgres.EmbeddedServer;

@Execution(ExecutionMode.CONCURRENT)
class RebuildingClaimsTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    private Path temporary;

    @Test
    void makes_them_again_from_the_history_when_a_start_is_told_to() throws IOException {
        assertThat(Options.of(List.of("--rebuild-claims", "--rebuild=timeline")))
                .returns(true, Options::rebuildClaims)
                .returns("timeline", Options::rebuild);
        assertThat(Options.of(List.of("--journeys=3")).rebuildClaims()).isFalse();

        int open;
        try (var first = start(false)) {
            var record = first.application().getBean(RecordLog.class);
            open = record.claims(Kind.OPEN_JOURNEY).size();
            assertThat(open).isPositive();
            assertThat(record.replaceClaims(Kind.OPEN_JOURNEY, List.of(), record.head()))
                    .isTrue();
        }
        try (var second = start(true)) {
            var record = second.application().getBean(RecordLog.class);
            assertThat(record.claims(Kind.OPEN_JOURNEY)).hasSize(open);
        }
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("Made the claims on open journeys again: " + open + " are open.");
    }

    private Standalone start(boolean rebuildClaims) throws IOException {
        System.setProperty("axoniq.update-checker.disabled", "true");
        return Standalone.start(
                new Options(
                        freePort(),
                        "127.0.0.1",
                        temporary.resolve("data"),
                        EmbeddedServer.ANY_PORT,
                        8,
                        true,
                        null,
                        rebuildClaims),
                new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

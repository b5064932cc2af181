package org.throughline.standalone.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import org.throughline.standalone.StandaloneForTests;
import org.throughline.standalone.demonstration.Demonstrations;

/** One Throughline on a fresh data folder, with the demonstration that everybody has, for all stories of this JVM. */
final class Running {
    private Running() {}

    private static final class Held {
        private static final StandaloneForTests INSTANCE = start();

        private static StandaloneForTests start() {
            try {
                return StandaloneForTests.start(
                        Files.createTempDirectory("throughline-story"), freePort(), Demonstrations.JOURNEYS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static int freePort() throws IOException {
            try (var socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            }
        }
    }

    static StandaloneForTests throughline() {
        return Held.INSTANCE;
    }
}

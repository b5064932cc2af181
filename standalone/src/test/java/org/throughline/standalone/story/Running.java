package org.throughline.standalone.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import org.throughline.standalone.StandaloneForTests;

/** One Throughline on a fresh data folder, with a small demonstration, for all stories of this JVM. */
final class Running {
    private static final int JOURNEYS = 160;

    private Running() {}

    private static final class Held {
        private static final StandaloneForTests INSTANCE = start();

        private static StandaloneForTests start() {
            try {
                return StandaloneForTests.start(Files.createTempDirectory("throughline-story"), freePort(), JOURNEYS);
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

package org.throughline.standalone.story;

import java.io.IOException;
import java.nio.file.Path;

/** A JVM of its own with a Throughline in it, for a test to kill. */
final class ThroughlineInAJvm {
    private ThroughlineInAJvm() {}

    // never closed: this JVM is there to be killed
    @SuppressWarnings("resource")
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var throughline = UisThroughline.start(Path.of(arguments[0]));
        System.out.println("ready " + throughline.address() + " " + throughline.password());
        Thread.currentThread().join();
    }
}

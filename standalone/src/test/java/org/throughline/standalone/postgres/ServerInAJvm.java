package org.throughline.standalone.postgres;

import java.nio.file.Path;
import java.sql.SQLException;

/** A JVM of its own with a server in it, for tests to end in ways that their own JVM would not survive. */
final class ServerInAJvm {

    private ServerInAJvm() {}

    // never closed: this JVM is there to be killed
    @SuppressWarnings("resource")
    public static void main(String[] arguments) throws SQLException, InterruptedException {
        var server = EmbeddedServer.start(
                Path.of(arguments[0]), EmbeddedServer.ANY_PORT, line -> System.out.println("said " + line));
        Sql.execute(server.recordUrl(), server.owner(), "create table if not exists kept (what text)");
        Sql.execute(server.recordUrl(), server.owner(), "insert into kept values ('" + arguments[1] + "')");
        System.out.println("ready " + server.port());
        Thread.currentThread().join();
    }
}

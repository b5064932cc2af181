package org.throughline.query.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a server that can swallow everything that is sent on the connections made so far, without closing them. */
final class SilentNetwork implements AutoCloseable {
    private static final class Line {
        final Socket client;
        final Socket server;
        volatile boolean silent;

        Line(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void carry(Socket from, Socket to) {
            try {
                var in = from.getInputStream();
                var out = to.getOutputStream();
                var buffer = new byte[8_192];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!silent) {
                        out.write(buffer, 0, read);
                    }
                }
            } catch (IOException ended) {
                // one end was closed
            }
        }

        void close() throws IOException {
            client.close();
            server.close();
        }
    }

    private final ServerSocket entrance;
    private final String host;
    private final int port;
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    SilentNetwork(String host, int port) {
        this.host = host;
        this.port = port;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int entrance() {
        return entrance.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var line = new Line(entrance.accept(), new Socket(host, port));
                lines.add(line);
                Thread.ofVirtual().start(() -> line.carry(line.client, line.server));
                Thread.ofVirtual().start(() -> line.carry(line.server, line.client));
            }
        } catch (IOException closed) {
            // by the test
        }
    }

    /** From now on nothing gets through on these connections; new ones are as good as any. */
    void swallowEverything() {
        lines.forEach(line -> line.silent = true);
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (var line : lines) {
            line.close();
        }
    }
}

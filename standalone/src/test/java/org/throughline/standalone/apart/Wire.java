package org.throughline.standalone.apart;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A wire between one node and one database. It can be cut, let nobody through, hold everything up, be slow, and break just
 * between what was asked and its answer, so that the one who asked cannot know what became of it.
 */
final class Wire implements AutoCloseable {
    /** What every append to the record sends, and nothing else does: a part of its metadata. */
    private static final String APPENDING = "correlation";

    private static final int CHUNK = 16_384;

    private final ServerSocket door;
    private final int to;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition going = lock.newCondition();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private volatile boolean held;
    private volatile boolean refusing;
    private volatile boolean onlyOfAppends;
    private volatile Duration delay = Duration.ZERO;

    private Wire(ServerSocket door, int to) {
        this.door = door;
        this.to = to;
    }

    /** A wire to a port of this machine. */
    static Wire to(int port) throws IOException {
        var wire = new Wire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        Thread.ofVirtual().start(wire::accept);
        return wire;
    }

    int port() {
        return door.getLocalPort();
    }

    /** Breaks every connection that there is. */
    void cut() {
        connections.forEach(Connection::breakOff);
    }

    /** Breaks every connection, and every new one at once, until {@link #mend}. */
    void refuse() {
        refusing = true;
        cut();
    }

    /** Lets nothing pass in either direction, until {@link #mend}; then everything that was held up passes. */
    void hold() {
        held = true;
    }

    /** Makes everything late, each way, until {@link #mend}. */
    void slow(Duration late) {
        delay = late;
    }

    /** Breaks so many connections at the first answer to what was asked since. */
    void loseAnswers(int count) {
        onlyOfAppends = false;
        answersToLose.set(count);
    }

    /** Breaks so many connections when the record has carried an append out and answers. */
    void loseAnswersToAppends(int count) {
        onlyOfAppends = true;
        answersToLose.set(count);
    }

    /** How many answers are still to be lost. */
    int answersToLose() {
        return answersToLose.get();
    }

    /** All is well again. */
    void mend() {
        refusing = false;
        delay = Duration.ZERO;
        answersToLose.set(0);
        lock.lock();
        try {
            held = false;
            going.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var near = door.accept();
                if (refusing) {
                    reset(near);
                    continue;
                }
                Thread.ofVirtual().start(() -> connect(near));
            } catch (IOException closed) {
                // the loop ends when it was we who closed it
                Thread.onSpinWait();
            }
        }
    }

    private void connect(Socket near) {
        try {
            awaitGoing();
            var far = new Socket();
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to));
            var connection = new Connection(near, far);
            connections.add(connection);
            Thread.ofVirtual().start(() -> connection.pass(near, far, true));
            Thread.ofVirtual().start(() -> connection.pass(far, near, false));
        } catch (IOException nobodyThere) {
            reset(near);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitGoing() throws InterruptedException {
        lock.lock();
        try {
            while (held) {
                going.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyGone) {
            Thread.onSpinWait();
        }
    }

    private final class Connection {
        private final Socket near;
        private final Socket far;
        private volatile boolean asked;

        Connection(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void breakOff() {
            connections.remove(this);
            reset(near);
            reset(far);
        }

        void pass(Socket from, Socket into, boolean asking) {
            try (from;
                    into) {
                from.setTcpNoDelay(true);
                into.setTcpNoDelay(true);
                pass(from.getInputStream(), into.getOutputStream(), asking);
            } catch (IOException broken) {
                Thread.onSpinWait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                connections.remove(this);
            }
        }

        private void pass(InputStream from, OutputStream into, boolean asking)
                throws IOException, InterruptedException {
            var chunk = new byte[CHUNK];
            for (var read = from.read(chunk); read >= 0; read = from.read(chunk)) {
                awaitGoing();
                var late = delay;
                if (late.isPositive()) {
                    Thread.sleep(late);
                }
                if (asking) {
                    asked |= answersToLose.get() > 0 && isToLose(chunk, read);
                } else if (asked && answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    breakOff();
                    return;
                }
                into.write(chunk, 0, read);
                into.flush();
            }
        }

        private boolean isToLose(byte[] chunk, int length) {
            return !onlyOfAppends || new String(chunk, 0, length, StandardCharsets.ISO_8859_1).contains(APPENDING);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        mend();
        cut();
    }
}

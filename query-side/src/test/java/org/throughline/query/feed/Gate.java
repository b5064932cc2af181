package org.throughline.query.feed;

import static org.awaitility.Awaitility.await;

/** Lets everybody pass until it is closed; then whoever comes waits in front of it. */
final class Gate {
    private boolean closed;
    private int waiting;

    synchronized void close() {
        closed = true;
    }

    synchronized void open() {
        closed = false;
        notifyAll();
    }

    private synchronized int waiting() {
        return waiting;
    }

    /** Returns once somebody waits in front of it. */
    void awaitSomebody() {
        await().until(() -> waiting() > 0);
    }

    synchronized void pass() {
        waiting++;
        try {
            while (closed) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            waiting--;
        }
    }
}

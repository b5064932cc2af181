package org.throughline.command.record;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** An append that waits to be recorded, and is told what became of it. */
final class WaitingAppend {
    private final Append append;
    private final String traceparent;
    private final Semaphore news = new Semaphore(0);
    private volatile @Nullable Outcome outcome;
    private volatile @Nullable RuntimeException failure;

    /** The trace that it belongs to, as W3C writes it; empty for none. */
    WaitingAppend(Append append, String traceparent) {
        this.append = append;
        this.traceparent = traceparent;
    }

    Append append() {
        return append;
    }

    String traceparent() {
        return traceparent;
    }

    void became(Outcome known) {
        outcome = known;
        news.release();
    }

    void failed(RuntimeException why) {
        failure = why;
        news.release();
    }

    boolean isDone() {
        return outcome != null || failure != null;
    }

    /** It is done, or it is its thread's turn to write. */
    void await() {
        news.acquireUninterruptibly();
    }

    /** Its thread is to write. */
    void summon() {
        news.release();
    }

    Outcome outcome() {
        var why = failure;
        if (why != null) {
            throw why;
        }
        var known = outcome;
        if (known == null) {
            throw new IllegalStateException("nothing is known of an append yet");
        }
        return known;
    }
}

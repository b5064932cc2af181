package org.throughline.query.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** Two halves of a long list at the same time, so that whoever waits for all of it waits less. */
final class Halves {
    /** With fewer, another thread costs more than it saves. */
    private static final int LONG = 64;

    private Halves() {}

    /**
     * What each of a list is made to, in its order, on two threads at once. What either throws is thrown here; the later half
     * is then finished for nobody.
     */
    static <T, R> List<R> map(List<T> all, Function<? super T, ? extends R> each) {
        if (all.size() < LONG) {
            return mapped(all, each);
        }
        var half = all.size() / 2;
        var later = new FutureTask<List<R>>(() -> mapped(all.subList(half, all.size()), each));
        Thread.ofVirtual().name("second half").start(later);
        var both = new ArrayList<R>(mapped(all.subList(0, half), each));
        both.addAll(awaited(later));
        return both;
    }

    private static <T, R> List<R> mapped(List<T> some, Function<? super T, ? extends R> each) {
        var mapped = new ArrayList<R>(some.size());
        for (var one : some) {
            mapped.add(each.apply(one));
        }
        return mapped;
    }

    private static <R> R awaited(FutureTask<R> later) {
        var interrupted = false;
        try {
            while (true) {
                try {
                    return later.get();
                } catch (InterruptedException stopped) {
                    // it ends by itself, and soon
                    interrupted = true;
                } catch (ExecutionException failed) {
                    switch (failed.getCause()) {
                        case RuntimeException unchecked -> throw unchecked;
                        case Error error -> throw error;
                        case null, default ->
                            throw new IllegalStateException("one half failed in an unknown way", failed);
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

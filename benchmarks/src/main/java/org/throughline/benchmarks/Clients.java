package org.throughline.benchmarks;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/** Clients that each do one thing after the other, as fast as they are answered. */
final class Clients {
    /** What a client does next. */
    interface Client extends AutoCloseable {
        void step() throws Exception;

        @Override
        default void close() throws SQLException {}
    }

    /** Makes one of them. */
    interface Maker {
        Client make() throws Exception;
    }

    private static final double WARM_UP_SECONDS = 20;
    private static final int WARM_UPS_AT_MOST = 20;
    private static final int WARM_UPS_WITHOUT_GAIN = 3;
    private static final double GAIN = 1.03;

    private Clients() {}

    /**
     * Works until it gets no quicker, since a compiler that is still at work takes a part of what is measured: a server that
     * runs for a day has had it done in its first minutes.
     */
    static void warmUp(int count, Maker maker) throws Exception {
        var best = 0.0;
        var without = 0;
        for (int i = 0; i < WARM_UPS_AT_MOST && without < WARM_UPS_WITHOUT_GAIN; i++) {
            var rate = rate(count, WARM_UP_SECONDS, maker);
            Progress.say("Warming up: %.0f a second".formatted(rate));
            without = rate > best * GAIN ? 0 : without + 1;
            best = Math.max(best, rate);
        }
    }

    /** How much so many clients get done in a second. */
    static double rate(int count, double seconds, Maker maker) throws Exception {
        var clients = new ArrayList<Client>();
        try {
            for (int i = 0; i < count; i++) {
                clients.add(maker.make());
            }
            return rate(clients, seconds);
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
    }

    private static double rate(List<Client> clients, double seconds) throws InterruptedException, ExecutionException {
        var done = new LongAdder();
        var go = new CountDownLatch(1);
        var nanos = (long) (seconds * 1e9);
        try (var threads = Executors.newFixedThreadPool(clients.size())) {
            var working = clients.stream()
                    .map(client -> threads.submit((Callable<Long>) () -> {
                        go.await();
                        var began = System.nanoTime();
                        while (System.nanoTime() - began < nanos) {
                            client.step();
                            done.increment();
                        }
                        return System.nanoTime() - began;
                    }))
                    .toList();
            go.countDown();
            var longest = 0L;
            for (Future<Long> one : working) {
                longest = Math.max(longest, one.get());
            }
            return done.sum() / (longest / 1e9);
        }
    }
}

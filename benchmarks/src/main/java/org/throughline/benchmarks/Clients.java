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

    private Clients() {}

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

package org.throughline.standalone.apart;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/** Many who ask the same node, either each when they have their answer or so many a second whatever they are answered. */
final class Crowd implements AutoCloseable {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** Request number so many. */
    private final IntFunction<HttpRequest.Builder> requests;

    private final AtomicInteger number = new AtomicInteger();

    Crowd(IntFunction<HttpRequest.Builder> requests) {
        this.requests = requests;
    }

    /**
     * What a crowd was answered.
     *
     * @param carriedOut how many had what they asked for
     * @param toldToComeAgain how many were told so, with the time to wait
     * @param strange what else they were answered, and how often
     * @param half half of all answers came within so many milliseconds
     * @param longest the longest wait for an answer, in milliseconds
     */
    record Answers(
            Duration time, int carriedOut, int toldToComeAgain, Map<String, Integer> strange, long half, long longest) {
        double rate() {
            return carriedOut * 1e9 / time.toNanos();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d in %d s (%.0f/s), %d told to come again, half of the answers within %d ms, all within %d ms%s",
                    carriedOut,
                    time.toSeconds(),
                    rate(),
                    toldToComeAgain,
                    half,
                    longest,
                    strange.isEmpty() ? "" : ", strange: " + strange);
        }
    }

    private static final class Counting {
        private final AtomicInteger carriedOut = new AtomicInteger();
        private final AtomicInteger toldToComeAgain = new AtomicInteger();
        private final Map<String, Integer> strange = new ConcurrentHashMap<>();
        private final ConcurrentSkipListMap<Long, LongAdder> milliseconds = new ConcurrentSkipListMap<>();

        void answered(HttpResponse<String> answer, long since) {
            milliseconds
                    .computeIfAbsent(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since), _ -> new LongAdder())
                    .increment();
            if (answer.statusCode() == 201 || answer.statusCode() == 200) {
                carriedOut.incrementAndGet();
            } else if (answer.statusCode() == 429
                    && answer.body().contains("/problems/busy")
                    && answer.headers().firstValue("Retry-After").isPresent()) {
                toldToComeAgain.incrementAndGet();
            } else {
                strange.merge(answer.statusCode() + " " + answer.body(), 1, Integer::sum);
            }
        }

        void failed(Throwable failure) {
            strange.merge(String.valueOf(failure), 1, Integer::sum);
        }

        Answers over(Duration time) {
            var half = milliseconds.values().stream().mapToLong(LongAdder::sum).sum() / 2;
            var median = 0L;
            for (var entry : milliseconds.entrySet()) {
                half -= entry.getValue().sum();
                if (half <= 0) {
                    median = entry.getKey();
                    break;
                }
            }
            return new Answers(
                    time,
                    carriedOut.get(),
                    toldToComeAgain.get(),
                    Map.copyOf(strange),
                    median,
                    milliseconds.isEmpty() ? 0 : milliseconds.lastKey());
        }
    }

    /** So many people ask, each again as soon as they are answered, for some time. */
    Answers asPatientAs(int people, Duration time) throws InterruptedException {
        var counting = new Counting();
        var began = System.nanoTime();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < people; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (System.nanoTime() - began < time.toNanos()) {
                    ask(counting);
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        return counting.over(Duration.ofNanos(System.nanoTime() - began));
    }

    /** So many ask a second, whether the others are answered or not, for some time. */
    Answers asManyAs(double each, Duration time) throws InterruptedException {
        var counting = new Counting();
        var underway = new Phaser(1);
        var began = System.nanoTime();
        var never = new CountDownLatch(1);
        var asked = 0;
        while (System.nanoTime() - began < time.toNanos()) {
            var due = (int) ((System.nanoTime() - began) / 1e9 * each);
            for (; asked < due; asked++) {
                underway.register();
                Thread.ofVirtual().start(() -> {
                    ask(counting);
                    underway.arriveAndDeregister();
                });
            }
            if (never.await(1, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        underway.arriveAndAwaitAdvance();
        return counting.over(Duration.ofNanos(System.nanoTime() - began));
    }

    private void ask(Counting counting) {
        var since = System.nanoTime();
        try {
            counting.answered(http.send(next(), BodyHandlers.ofString()), since);
        } catch (IOException lost) {
            counting.failed(lost);
        } catch (InterruptedException stopped) {
            counting.failed(stopped);
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest next() {
        return requests.apply(number.getAndIncrement()).timeout(LONGEST_ANSWER).build();
    }

    @Override
    public void close() {
        http.close();
    }
}

package org.throughline.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.throughline.events.JourneyId;

/** What the whole product holds in memory while it is used for a while. */
final class Memory {
    private static final int RECORDING = 4;
    private static final long BETWEEN_COMMANDS = 40;
    private static final long BETWEEN_PAGES = 200;
    private static final long BETWEEN_LISTS = 5_000;
    private static final int MINUTES_FIRST = 3;

    private final WholeProcess whole;
    private final Clinic clinic;
    private final JourneyId journey;
    private final int minutes;

    Memory(WholeProcess whole, Clinic clinic, JourneyId journey, int minutes) {
        this.whole = whole;
        this.clinic = clinic;
        this.journey = journey;
        this.minutes = minutes;
    }

    /** After every minute of steady load: the heap that is still needed, at the end against the beginning. */
    List<Finding> measure() throws Exception {
        Progress.say("Memory, %d minutes of about %d commands and %d pages a second"
                .formatted(minutes, RECORDING * 1_000 / BETWEEN_COMMANDS, 1_000 / BETWEEN_PAGES));
        var held = new ArrayList<Double>();
        var failure = new AtomicReference<@Nullable Exception>();
        var clients = new HttpClients(whole, clinic);
        try (var clock = Executors.newScheduledThreadPool(RECORDING + 2);
                var auditor = whole.window("auditor");
                var researcher = whole.window("researcher")) {
            for (int i = 0; i < RECORDING; i++) {
                var client = clients.make();
                every(BETWEEN_COMMANDS, client::step, clock, failure);
            }
            every(BETWEEN_PAGES, () -> auditor.get("/journeys/" + journey), clock, failure);
            every(BETWEEN_LISTS, () -> auditor.get("/"), clock, failure);
            every(BETWEEN_LISTS, () -> researcher.get("/outcomes"), clock, failure);
            for (int minute = 1; minute <= minutes; minute++) {
                TimeUnit.MINUTES.sleep(1);
                var failed = failure.get();
                if (failed != null) {
                    throw failed;
                }
                held.add(whole.held());
                Progress.say("Minute %d of %d: %.0f MiB are needed".formatted(minute, minutes, held.getLast()));
            }
            clock.shutdownNow();
        }
        var third = Math.max(1, (minutes - MINUTES_FIRST) / 3);
        var first = held.subList(Math.max(0, minutes - 3 * third), Math.max(1, minutes - 2 * third));
        var last = held.subList(minutes - third, minutes);
        return List.of(
                new Limit(
                        "heap of the whole product, which runs in it for %d minutes of steady load".formatted(minutes),
                        "MiB",
                        List.of((double) WholeProcess.HEAP_MIB),
                        1_024,
                        512),
                new Ratio(
                        "of it still needed after collecting, in the last third of that time",
                        "in the first third",
                        "MiB",
                        List.copyOf(last),
                        List.copyOf(first),
                        1.05,
                        1,
                        true));
    }

    /** Something to do. */
    private interface Doing {
        void once() throws Exception;
    }

    private static void every(
            long milliseconds,
            Doing doing,
            ScheduledExecutorService clock,
            AtomicReference<@Nullable Exception> failure) {
        var _ = clock.scheduleWithFixedDelay(
                () -> {
                    try {
                        doing.once();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    } catch (Exception failed) {
                        failure.compareAndSet(null, failed);
                    }
                },
                0,
                milliseconds,
                TimeUnit.MILLISECONDS);
    }
}

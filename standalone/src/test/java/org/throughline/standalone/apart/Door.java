package org.throughline.standalone.apart;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Chooses who is asked as the proxy does: each second it hears from every machine whether it is ready. */
final class Door implements AutoCloseable {
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2);

    private final List<Machine> machines;
    private final AtomicInteger turn = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWERED_WITHIN).build();

    /** A door to machines of one kind. */
    Door(List<Machine> machines) {
        this.machines = machines;
        machines.forEach(machine -> Thread.ofVirtual().start(() -> watch(machine)));
    }

    private void watch(Machine machine) {
        try {
            do {
                machine.ask(isReady(machine));
            } while (!closed.await(OFTEN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady(Machine machine) throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(machine.side().address("/actuator/health/readiness"))
                                            .timeout(ANSWERED_WITHIN)
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException silent) {
            return false;
        }
    }

    /** Who is asked next; with nobody ready, somebody all the same. */
    Machine next() {
        var ready = machines.stream().filter(Machine::isAsked).toList();
        var these = ready.isEmpty() ? machines : ready;
        return these.get(Math.floorMod(turn.getAndIncrement(), these.size()));
    }

    List<Machine> machines() {
        return machines;
    }

    @Override
    public void close() {
        closed.countDown();
        http.close();
    }
}

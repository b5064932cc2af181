package org.throughline.standalone.apart;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.throughline.standalone.Requests;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients that record a follow-up some times a second, each on a journey of its own. What is not answered is sent again with the
 * same idempotency key, to whichever node is there, until it is.
 */
final class FollowUps implements AutoCloseable {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
    private static final Set<Integer> TRY_AGAIN = Set.of(409, 429, 500, 502, 503, 504);

    private final Supplier<List<Side>> nodes;
    private final Supplier<String> token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<Thread> clients = new ArrayList<>();
    private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> refusals = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ending = new CountDownLatch(1);
    private volatile Instant last = Instant.MIN;

    FollowUps(Supplier<List<Side>> nodes, Supplier<String> token) {
        this.nodes = nodes;
        this.token = token;
    }

    void on(String journey) {
        clients.add(Thread.ofVirtual().start(() -> {
            var node = 0;
            while (ending.getCount() > 0) {
                node = record(journey, node);
                pause();
            }
        }));
    }

    private int record(String journey, int node) {
        var key = UUID.randomUUID().toString();
        var body = "{\"occurredAt\": \"%s\", \"method\": \"telephone\", \"status\": \"no-return-reported\"}"
                .formatted(Requests.ago(Duration.ZERO));
        for (var trying = node; ; trying++) {
            var answer = send("/api/record/journeys/" + journey + "/follow-ups", body, key, trying);
            // 200: an earlier try had been carried out, though nobody was told
            if (answer != null && (answer.statusCode() == 201 || answer.statusCode() == 200)) {
                acknowledged.merge(
                        JsonMapper.shared()
                                .readTree(answer.body())
                                .path("entryId")
                                .asString(),
                        1,
                        Integer::sum);
                last = Instant.now();
                return trying;
            }
            if (answer != null && !TRY_AGAIN.contains(answer.statusCode())) {
                refusals.add(answer.statusCode() + " " + answer.body());
                return trying;
            }
            if (answer == null || answer.statusCode() != 409) {
                pause();
            }
        }
    }

    private @Nullable HttpResponse<String> send(String path, String body, String key, int trying) {
        var there = nodes.get();
        if (there.isEmpty()) {
            return null;
        }
        try {
            return http.send(
                    HttpRequest.newBuilder(there.get(trying % there.size()).address(path))
                            .timeout(LONGEST_ANSWER)
                            .header("Authorization", "Bearer " + token.get())
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", key)
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException lost) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Something that must be recorded before the load begins. */
    JsonNode recorded(String path, String body) {
        var answer = send("/api/record" + path, body, UUID.randomUUID().toString(), 0);
        if (answer == null || answer.statusCode() != 201) {
            throw new AssertionError(path + ": " + (answer == null ? "no answer" : answer.body()));
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    /** A moment before a client goes on, or asks again; at the end there is none. */
    private void pause() {
        try {
            if (ending.await(100, TimeUnit.MILLISECONDS)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** When a command was acknowledged last. */
    Instant lastAcknowledged() {
        return last;
    }

    /** The entries that were acknowledged. */
    Set<String> acknowledged() {
        return acknowledged.keySet();
    }

    /** What no client understands: neither an acknowledgement nor a reason to try again. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** Lets every client finish what it has begun. */
    @Override
    public void close() {
        ending.countDown();
        try {
            for (var client : clients) {
                client.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}

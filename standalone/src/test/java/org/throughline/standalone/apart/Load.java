package org.throughline.standalone.apart;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.throughline.standalone.Requests;
import org.throughline.standalone.apart.StubProvider.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients that admit one patient after the other and record on their journeys, some times a second. What is not answered is
 * sent again with the same idempotency key, to whichever node is asked next, until it is.
 */
final class Load implements AutoCloseable {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
    private static final Duration LONGEST_TRY = Duration.ofMinutes(5);
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final int FOLLOW_UPS = 20;
    private static final int SHOWN = 50;

    /** What a client was told: whose command it was, which entry it made, where it stands. */
    record Acknowledged(String path, String id, @Nullable String entry, long version, long position) {}

    private final Door door;
    private final StubProvider provider;
    private final Duration between;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<Thread> clients = new ArrayList<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Map<String, Acknowledged> acknowledged = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<String> journeys = new ConcurrentLinkedDeque<>();
    private final Map<String, Acknowledged> last = new ConcurrentHashMap<>();
    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sentAgain = new AtomicInteger();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final ReentrantReadWriteLock pausing = new ReentrantReadWriteLock(true);

    /**
     * Nobody records yet.
     *
     * @param between how long a client waits between two commands
     */
    Load(Door door, StubProvider provider, Duration between) {
        this.door = door;
        this.provider = provider;
        this.between = between;
    }

    /** Starts clients who act for one person, in one program. */
    void begin(int count, Person clinician, String program) {
        for (int i = 0; i < count; i++) {
            clients.add(Thread.ofVirtual().start(() -> {
                while (isOn()) {
                    work(clinician, program);
                }
            }));
        }
    }

    private void work(Person clinician, String program) {
        var journey = admit(clinician, program);
        if (journey == null) {
            return;
        }
        var on = "/journeys/" + journey;
        var session = give(clinician, "/sessions", Requests.session(program, Requests.ago(hours(4)), clinician.id()));
        if (session != null) {
            give(clinician, on + "/attendance", Requests.attendance(session.id));
        }
        for (int i = 0; i < FOLLOW_UPS && isOn(); i++) {
            give(clinician, on + "/follow-ups", Requests.followUp(Requests.ago(Duration.ofMinutes(1))));
        }
        give(clinician, on + "/discharge", Requests.discharge(Requests.ago(Duration.ofMinutes(1))));
    }

    /** Registers somebody and admits them; returns the journey, or null at the end. */
    private @Nullable String admit(Person clinician, String program) {
        var patient = give(clinician, "/patients", Requests.patient(program, "Rosalind", "Apart"));
        if (patient == null) {
            return null;
        }
        var journey = give(
                clinician,
                "/journeys",
                Requests.enrolment(patient.id, program, Requests.ago(hours(5)), clinician.id()));
        return journey == null ? null : journey.id;
    }

    private static Duration hours(int count) {
        return Duration.ofHours(count);
    }

    private boolean isOn() {
        return ending.getCount() > 0;
    }

    /** Gives a command when nobody pauses the load; null at the end, or if it was refused. */
    private @Nullable Acknowledged give(Person who, String path, String body) {
        pause(between);
        if (!isOn()) {
            return null;
        }
        pausing.readLock().lock();
        try {
            return insist(door::next, who, path, body, LONGEST_TRY);
        } finally {
            pausing.readLock().unlock();
        }
    }

    /**
     * Sends a command until it is acknowledged.
     *
     * @param node who is asked
     * @return null if it was refused, or is not acknowledged in time: then there is a complaint
     */
    @Nullable
    Acknowledged insist(Supplier<Machine> node, Person who, String path, String body, Duration atMost) {
        var key = UUID.randomUUID().toString();
        asked.add(key(who, key));
        var deadline = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < deadline) {
            var machine = node.get();
            var answer = send(machine, path, body, key, who);
            // 200: an earlier try had been carried out, though nobody was told
            if (answer != null && (answer.statusCode() == 201 || answer.statusCode() == 200)) {
                return acknowledge(key(who, key), path, JsonMapper.shared().readTree(answer.body()));
            }
            if (answer != null && !isToBeSentAgain(answer)) {
                complaints.add(machine + " answered " + path + " with " + answer.statusCode() + " " + answer.body());
                return null;
            }
            sentAgain.incrementAndGet();
            pause(AGAIN);
        }
        complaints.add(path + " was not acknowledged within " + atMost);
        return null;
    }

    /** What a command is known by in the record. */
    private static String key(Person who, String key) {
        return who.id() + "\n" + key;
    }

    private Acknowledged acknowledge(String key, String path, JsonNode answer) {
        var entry = answer.path("entryId");
        var told = new Acknowledged(
                path,
                answer.path("id").asString(),
                entry.isMissingNode() || entry.isNull() ? null : entry.asString(),
                answer.path("version").asLong(),
                answer.path("position").asLong());
        acknowledged.put(key, told);
        if (path.startsWith("/journeys")) {
            versions.put(told.id, told.version);
            last.put(told.id, told);
            if (path.equals("/journeys")) {
                journeys.addFirst(told.id);
                if (journeys.size() > SHOWN) {
                    last.remove(journeys.removeLast());
                }
            }
        }
        return told;
    }

    /** Only what is described: not available with a time to wait, or a lost race. */
    private static boolean isToBeSentAgain(HttpResponse<String> answer) {
        return switch (answer.statusCode()) {
            case 429, 503 ->
                answer.headers().firstValue("Retry-After").isPresent()
                        && answer.headers()
                                .firstValue("Content-Type")
                                .orElse("")
                                .startsWith("application/problem+json");
            case 409 -> answer.body().contains("lost-race");
            default -> false;
        };
    }

    private @Nullable HttpResponse<String> send(Machine machine, String path, String body, String key, Person who) {
        try {
            var request = HttpRequest.newBuilder(machine.side().address("/api/record" + path))
                    .timeout(LONGEST_ANSWER)
                    .header("Authorization", "Bearer " + provider.accessToken(who))
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", key)
                    .POST(BodyPublishers.ofString(body));
            if (path.endsWith("/discharge")) {
                request.header("If-Match", "\"" + versions.get(path.split("/", -1)[2]) + "\"");
            }
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException lost) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private void pause(Duration time) {
        try {
            if (ending.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets every client finish its command and give none until {@link #goOn}, by the same thread. */
    void hold() {
        pausing.writeLock().lock();
    }

    /** Lets them give commands again. */
    void goOn() {
        pausing.writeLock().unlock();
    }

    /** What was acknowledged by now, by the actor and the key. */
    Map<String, Acknowledged> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** What was asked for by now, by the actor and the key. */
    Set<String> asked() {
        return Set.copyOf(asked);
    }

    /** How often a command was sent again, because it was not acknowledged. */
    int sentAgain() {
        return sentAgain.get();
    }

    /** What was acknowledged last on one of the latest journeys; null before the first. */
    @Nullable
    Acknowledged somewhere(int number) {
        var some = journeys.stream().limit(SHOWN).toList();
        return some.isEmpty() ? null : last.get(some.get(Math.floorMod(number, some.size())));
    }

    /** What no client understands: neither an acknowledgement nor a reason to try again. */
    List<String> complaints() {
        return List.copyOf(complaints);
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

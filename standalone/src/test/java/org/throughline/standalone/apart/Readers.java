package org.throughline.standalone.apart;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.throughline.standalone.apart.Load.Acknowledged;
import org.throughline.standalone.apart.StubProvider.Person;

/**
 * People who look at what is recorded: a program that asks for journeys as data, a browser that was signed in once and looks
 * at pages, and a page that listens. They may be told to come again, or lose the connection; nothing else may happen to
 * them, and what they were once shown must not be gone later.
 */
final class Readers implements AutoCloseable {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
    private static final Duration FIRST_ANSWER = Duration.ofMinutes(3);
    private static final Duration LONGEST_LISTENING = Duration.ofSeconds(30);
    private static final Pattern VERSION = Pattern.compile("\"(\\d+)\"");

    private final Door door;
    private final Load load;
    private final StubProvider provider;
    private final Person reader;
    private final Duration between;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final HttpClient browser = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .cookieHandler(new CookieManager())
            .build();
    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger toldToComeAgain = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger heard = new AtomicInteger();
    private final CountDownLatch ending = new CountDownLatch(1);

    /** Nobody reads yet. */
    Readers(Door door, Load load, StubProvider provider, Person reader, Duration between) {
        this.door = door;
        this.load = load;
        this.provider = provider;
        this.reader = reader;
        this.between = between;
    }

    /** Signs the browser in, and begins. */
    void begin() {
        // everything has only just been started
        await("somebody signs in").atMost(FIRST_ANSWER).ignoreExceptions().until(this::signIn);
        threads.add(Thread.ofVirtual().start(() -> again(this::askForData)));
        threads.add(Thread.ofVirtual().start(() -> again(this::lookAtAPage)));
        threads.add(Thread.ofVirtual().start(() -> again(this::listen)));
    }

    private boolean signIn() throws IOException, InterruptedException {
        var node = door.next().side();
        var sent = browser.send(page(node.address("/oauth2/authorization/throughline")), BodyHandlers.discarding());
        var asked = URI.create(sent.headers().firstValue("Location").orElseThrow());
        var back = browser.send(page(provider.signsIn(asked, reader)), BodyHandlers.discarding());
        return back.statusCode() == 200;
    }

    private static HttpRequest page(URI address) {
        return HttpRequest.newBuilder(address)
                .timeout(LONGEST_ANSWER)
                .header("Accept", "text/html")
                .build();
    }

    private interface Reading {
        void read(Acknowledged known, int number) throws IOException, InterruptedException;
    }

    private void again(Reading reading) {
        for (int number = 0; ending.getCount() > 0; number++) {
            try {
                var known = load.somewhere(number);
                if (known != null) {
                    reading.read(known, number);
                }
            } catch (IOException | UncheckedIOException gone) {
                lost.incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            pause();
        }
    }

    /** Every other time with the position that was acknowledged, which must be shown then. */
    private void askForData(Acknowledged known, int number) throws IOException, InterruptedException {
        var machine = door.next();
        var path = "/api/journeys/" + known.id();
        var answer = http.send(
                HttpRequest.newBuilder(machine.side().address(path + "?at-least=" + known.position()))
                        .timeout(LONGEST_ANSWER)
                        .header("Authorization", "Bearer " + provider.accessToken(reader))
                        .build(),
                BodyHandlers.ofString());
        if (isAnswered(machine, path, answer)
                && version(answer.headers().firstValue("ETag").orElse("")) < known.version()) {
            complaints.add(machine + " showed " + path + " at "
                    + answer.headers().firstValue("ETag").orElse("no version") + " when " + known.version()
                    + " was acknowledged");
        }
    }

    private static long version(String tag) {
        var found = VERSION.matcher(tag);
        return found.find() ? Long.parseLong(found.group(1)) : -1;
    }

    private void lookAtAPage(Acknowledged known, int number) throws IOException, InterruptedException {
        var machine = door.next();
        var path = "/journeys/" + known.id();
        var answer = browser.send(
                page(machine.side().address(path + "?at-least=" + known.position())), BodyHandlers.ofString());
        if (isAnswered(machine, path, answer) && !answer.body().contains("Rosalind Apart")) {
            complaints.add(machine + " showed " + path + " without the name");
        }
    }

    private boolean isAnswered(Machine machine, String path, HttpResponse<String> answer) {
        if (answer.statusCode() == 200) {
            answered.incrementAndGet();
            return true;
        }
        if (isNotNow(answer.statusCode())
                && answer.headers().firstValue("Retry-After").isPresent()) {
            toldToComeAgain.incrementAndGet();
        } else {
            complaints.add(machine + " answered " + path + " with " + answer.statusCode() + " "
                    + answer.headers().firstValue("Location").orElse("")
                    + answer.body().lines().limit(3).toList());
        }
        return false;
    }

    private void listen(Acknowledged known, int number) throws IOException, InterruptedException {
        var machine = door.next();
        var path = "/journeys/" + known.id() + "/stream";
        var answer = browser.send(
                // as a page does that was drawn: a journey that no read model has yet cannot be listened to
                HttpRequest.newBuilder(machine.side().address(path + "?at-least=" + known.position()))
                        .timeout(LONGEST_ANSWER)
                        .header("Accept", "text/event-stream")
                        .build(),
                BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            if (answer.statusCode() == 200) {
                answered.incrementAndGet();
                // a stream that is held up would never end by itself
                var patience = Thread.ofVirtual().start(() -> closeLater(lines));
                hear(machine, path, lines);
                patience.interrupt();
            } else if (isNotNow(answer.statusCode())
                    && answer.headers().firstValue("Retry-After").isPresent()) {
                toldToComeAgain.incrementAndGet();
            } else {
                complaints.add(machine + " answered " + path + " with " + answer.statusCode() + " "
                        + lines.lines().limit(3).toList());
            }
        }
    }

    private static boolean isNotNow(int status) {
        return status == 503 || status == 429;
    }

    private void closeLater(BufferedReader lines) {
        try {
            if (!ending.await(LONGEST_LISTENING.toMillis(), TimeUnit.MILLISECONDS)) {
                lines.close();
            }
        } catch (IOException | InterruptedException over) {
            Thread.onSpinWait();
        }
    }

    /** Positions only go up on one stream. */
    private void hear(Machine machine, String path, BufferedReader lines) throws IOException {
        var before = 0L;
        for (var line = lines.readLine(); line != null && ending.getCount() > 0; line = lines.readLine()) {
            if (line.startsWith("data:")) {
                heard.incrementAndGet();
                var position = Long.parseLong(line.substring("data:".length()).strip());
                if (position < before) {
                    complaints.add(machine + " told " + path + " of position " + position + " after " + before);
                }
                before = position;
            }
        }
    }

    private void pause() {
        try {
            if (ending.await(between.toMillis(), TimeUnit.MILLISECONDS)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks one machine for what was acknowledged, as data and as a page; what it says, or null if both are shown. */
    @Nullable
    String whyNotShownBy(Machine machine, Acknowledged known) {
        try {
            var data = http.send(
                    HttpRequest.newBuilder(machine.side()
                                    .address("/api/journeys/" + known.id() + "?at-least=" + known.position()))
                            .timeout(LONGEST_ANSWER)
                            .header("Authorization", "Bearer " + provider.accessToken(reader))
                            .build(),
                    BodyHandlers.ofString());
            if (data.statusCode() != 200) {
                return machine + " answers with " + data.statusCode() + " " + data.body();
            }
            var shown = browser.send(
                    page(machine.side().address("/journeys/" + known.id() + "?at-least=" + known.position())),
                    BodyHandlers.discarding());
            return shown.statusCode() == 200 ? null : machine + " answers a page with " + shown.statusCode();
        } catch (IOException silent) {
            return machine + " does not answer";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** What happened to the readers: how many pages and data were shown. */
    int answered() {
        return answered.get();
    }

    /** How often they were told to come again. */
    int toldToComeAgain() {
        return toldToComeAgain.get();
    }

    /** How often they lost the connection. */
    int lost() {
        return lost.get();
    }

    /** How often the page that listens was told of something. */
    int heard() {
        return heard.get();
    }

    /** What must not happen to a reader. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        ending.countDown();
        browser.shutdownNow();
        http.shutdownNow();
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.throughline.query.feed;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Keeps all projections running: builds what is missing, starts a processor each, rebuilds when asked. */
@Component
public class Feed implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    /**
     * How a projection does.
     *
     * @param position everything up to here is in the read model
     * @param head how far the record goes
     * @param segments how many of its segments this node works on
     * @param deadLetters events that wait because they, or one before them, could not be taken
     * @param rebuild the rebuild underway or the last one
     */
    public record Status(
            String projection,
            long position,
            long head,
            boolean runningHere,
            int segments,
            long deadLetters,
            Rebuilds.@Nullable Progress rebuild) {}

    private final Map<String, Projection> projections;
    private final Processors processors;
    private final ReadModels models;
    private final Rebuilds rebuilds;
    private final Positions positions;
    private final DeadLetters deadLetters;
    private final RecordLog log;
    private final Delivery delivery;
    private final FeedSettings settings;
    private final Map<String, PooledStreamingEventProcessor> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile @Nullable Thread starting;
    private volatile boolean wanted;

    Feed(
            List<Projection> projections,
            Processors processors,
            ReadModels models,
            Rebuilds rebuilds,
            Positions positions,
            DeadLetters deadLetters,
            RecordLog log,
            Delivery delivery,
            FeedSettings settings) {
        this.projections = projections.stream().collect(Collectors.toMap(Projection::name, Function.identity()));
        this.processors = processors;
        this.models = models;
        this.rebuilds = rebuilds;
        this.positions = positions;
        this.deadLetters = deadLetters;
        this.log = log;
        this.delivery = delivery;
        this.settings = settings;
    }

    /** The names of all projections. */
    public List<String> projections() {
        return projections.keySet().stream().sorted().toList();
    }

    /** How every projection does. */
    public List<Status> status() {
        var head = log.head().position();
        var letters = deadLetters.all().stream()
                .collect(Collectors.groupingBy(DeadLetters.Letter::projection, Collectors.counting()));
        var progress = rebuilds.progress().stream()
                .collect(Collectors.toMap(Rebuilds.Progress::projection, Function.identity()));
        return projections().stream()
                .map(name -> {
                    var processor = running.get(name);
                    return new Status(
                            name,
                            positions.of(name),
                            head,
                            processor != null && processor.isRunning(),
                            processor == null ? 0 : processor.processingStatus().size(),
                            letters.getOrDefault(name, 0L),
                            progress.get(name));
                })
                .toList();
    }

    /**
     * Rebuilds a read model beside the live one, in the background.
     *
     * @return completes with whether it was this node that did it; false if one was underway already
     * @throws IllegalArgumentException if there is no such projection
     */
    public CompletableFuture<Boolean> rebuild(String name) {
        return rebuilds.start(named(name));
    }

    /**
     * Tries a projection's dead letters again.
     *
     * @return how many were taken
     * @throws IllegalArgumentException if there is no such projection
     */
    public int retryDeadLetters(String name) {
        return deadLetters.retry(named(name));
    }

    private Projection named(String name) {
        var projection = projections.get(name);
        if (projection == null) {
            throw new IllegalArgumentException("There is no projection " + name);
        }
        return projection;
    }

    /** Waits until every read model is fit and followed. */
    public boolean awaitReady(Duration atMost) throws InterruptedException {
        try {
            ready.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException notYet) {
            return false;
        }
    }

    @Override
    public void start() {
        wanted = true;
        // the record may be made only later, by the other side
        starting = Thread.ofPlatform().name("starting projections").start(this::startAll);
    }

    private void startAll() {
        try {
            delivery.from(onceItAnswers(() -> log.head().storeId()));
            for (var name : projections()) {
                onceItAnswers(() -> {
                    startOne(named(name));
                    return true;
                });
            }
            ready.complete(null);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Question<T> {
        T ask() throws InterruptedException;
    }

    private <T> T onceItAnswers(Question<T> question) throws InterruptedException {
        var said = false;
        while (true) {
            try {
                return question.ask();
            } catch (RuntimeException notYet) {
                if (!wanted) {
                    throw new InterruptedException("stopped before it had started");
                }
                if (!said) {
                    LOG.warn("Projections cannot start yet; trying again every second", notYet);
                }
                said = true;
                Thread.sleep(Duration.ofSeconds(1));
            }
        }
    }

    private void startOne(Projection projection) throws InterruptedException {
        var asked = settings.rebuild().contains(projection.name());
        for (var fitness = models.fitness(projection, log);
                fitness != ReadModels.Fitness.FIT;
                fitness = models.fitness(projection, log)) {
            var level = fitness == ReadModels.Fitness.MISSING ? Level.INFO : Level.WARN;
            LOG.atLevel(level)
                    .log("The read model {} is built from the beginning: {}", projection.name(), why(fitness));
            if (!rebuilds.run(projection, true)) {
                LOG.info("Another node is building {}", projection.name());
                Thread.sleep(Duration.ofSeconds(1));
            }
            asked = false;
        }
        if (!wanted) {
            return;
        }
        var processor = processors.make(projection, models.segments(projection), positions.of(projection.name()));
        running.put(projection.name(), processor);
        processor.start();
        if (asked || rebuilds.interrupted(projection)) {
            rebuild(projection.name()).exceptionally(failed -> false);
        }
    }

    private static String why(ReadModels.Fitness fitness) {
        return switch (fitness) {
            case FIT -> "nothing is wrong with it";
            case MISSING -> "it does not exist";
            case OUTDATED -> "its tables are defined otherwise in this version";
            case OF_ANOTHER_RECORD -> "the record is not the one it was built from, it was restored or replaced";
        };
    }

    @Override
    public void stop() {
        wanted = false;
        var thread = starting;
        if (thread != null) {
            thread.interrupt();
        }
        CompletableFuture.allOf(running.values().stream()
                        .map(PooledStreamingEventProcessor::shutdownAsync)
                        .toArray(CompletableFuture<?>[]::new))
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(late -> null)
                .join();
        running.clear();
        processors.close();
    }

    @Override
    public boolean isRunning() {
        return wanted;
    }

    @Override
    public int getPhase() {
        return 1_000;
    }
}

package org.throughline.query.feed;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps all projections running, each by itself: builds what is missing, starts a processor, does both again when the
 * record may have been restored, rebuilds when asked.
 */
@Component
public class Feed implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    /**
     * How a projection does.
     *
     * @param position everything up to here is in the read model
     * @param head how far the record goes
     * @param lagEvents how many events it has not read yet
     * @param lagSeconds for how long the oldest of them has been in the record; 0 if there is none
     * @param segmentsHere how many of its segments this node works on
     * @param segments where each of its segments is, and who works on it
     * @param deadLetters events that wait because they, or one before them, could not be taken
     * @param rebuild the rebuild underway or the last one
     */
    public record Status(
            String projection,
            long position,
            long head,
            long lagEvents,
            double lagSeconds,
            boolean runningHere,
            int segmentsHere,
            List<Segments.Standing> segments,
            long deadLetters,
            Rebuilds.@Nullable Progress rebuild) {}

    private final Map<String, Projection> projections;
    private final Processors processors;
    private final ReadModels models;
    private final Rebuilds rebuilds;
    private final Positions positions;
    private final Segments segments;
    private final DeadLetters deadLetters;
    private final RecordLog log;
    private final Delivery delivery;
    private final FeedSettings settings;
    private final Map<String, PooledStreamingEventProcessor> running = new ConcurrentHashMap<>();
    private final List<Thread> keepers = new CopyOnWriteArrayList<>();
    private final CountDownLatch unready;
    private volatile boolean wanted;

    Feed(
            List<Projection> projections,
            Processors processors,
            ReadModels models,
            Rebuilds rebuilds,
            Positions positions,
            Segments segments,
            DeadLetters deadLetters,
            RecordLog log,
            Delivery delivery,
            FeedSettings settings) {
        this.projections = projections.stream().collect(Collectors.toMap(Projection::name, Function.identity()));
        this.unready = new CountDownLatch(projections.size());
        this.processors = processors;
        this.models = models;
        this.rebuilds = rebuilds;
        this.positions = positions;
        this.segments = segments;
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
        var standing = segments.all();
        var reached = projections().stream()
                .collect(
                        Collectors.toMap(Function.identity(), name -> reached(standing.getOrDefault(name, List.of()))));
        var ages = log.ages(reached.values().stream()
                .filter(position -> position < head)
                .map(position -> position + 1)
                .toList());
        var letters = deadLetters.counts();
        var progress = rebuilds.progress().stream()
                .collect(Collectors.toMap(Rebuilds.Progress::projection, Function.identity()));
        return projections().stream()
                .map(name -> {
                    var processor = running.get(name);
                    var position = Objects.requireNonNull(reached.get(name), name);
                    return new Status(
                            name,
                            position,
                            head,
                            Math.max(0, head - position),
                            ages.getOrDefault(position + 1, Duration.ZERO).toMillis() / 1_000.0,
                            processor != null && processor.isRunning(),
                            processor == null ? 0 : processor.processingStatus().size(),
                            standing.getOrDefault(name, List.of()),
                            letters.getOrDefault(name, 0L),
                            progress.get(name));
                })
                .toList();
    }

    private static long reached(List<Segments.Standing> segments) {
        return segments.stream().mapToLong(Segments.Standing::position).min().orElse(0);
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

    /**
     * Tries the dead letters of one stream again.
     *
     * @return how many were taken
     * @throws IllegalArgumentException if there is no such projection
     */
    public int retryDeadLetters(String name, UUID stream) {
        return deadLetters.retry(named(name), stream);
    }

    /**
     * Leaves an event out of a read model that cannot take it. That is written into the record before it takes effect;
     * then what waited behind it is taken.
     *
     * @param who the opaque id of who decided so
     * @param reason why, from 3 to 500 characters
     * @throws IllegalArgumentException if there is no such projection
     */
    public DeadLetters.Skipping skip(String name, long position, String who, String reason) {
        return deadLetters.skip(named(name), position, who, reason);
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
        return unready.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void start() {
        wanted = true;
        for (var name : projections()) {
            keepers.add(Thread.ofPlatform().name("keeping " + name).start(() -> keep(named(name))));
        }
    }

    private void keep(Projection projection) {
        try {
            var doubts = log.doubts();
            onceItAnswers(projection, () -> begin(projection));
            unready.countDown();
            while (wanted) {
                log.awaitDoubt(doubts);
                doubts = log.doubts();
                // what it is at must have ended before it can be told whether it is right
                halt(projection);
                delivery.forget(projection);
                onceItAnswers(projection, () -> goOn(projection));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Step {
        void take() throws InterruptedException;
    }

    private void onceItAnswers(Projection projection, Step step) throws InterruptedException {
        var said = false;
        while (true) {
            try {
                step.take();
                return;
            } catch (RuntimeException notYet) {
                if (!wanted) {
                    throw new InterruptedException("stopped before it had started");
                }
                if (!said) {
                    // the record may be made only later, by the other side
                    LOG.warn("{} cannot be started yet; trying again every second", projection.name(), notYet);
                }
                said = true;
                Thread.sleep(Duration.ofSeconds(1));
            }
        }
    }

    private void begin(Projection projection) throws InterruptedException {
        var built = makeFit(projection);
        follow(projection);
        var asked = settings.rebuild().contains(projection.name());
        if ((asked && !built) || rebuilds.interrupted(projection)) {
            rebuild(projection.name()).exceptionally(failed -> false);
        }
    }

    private void goOn(Projection projection) throws InterruptedException {
        if (models.fitness(projection, log) == ReadModels.Fitness.OUTDATED) {
            // whoever runs the version that it is of now sees to it
            LOG.info("The read model {} is left to nodes of another version", projection.name());
            return;
        }
        makeFit(projection);
        follow(projection);
    }

    /** Builds a read model until it can be gone on with. Returns whether that was necessary. */
    private boolean makeFit(Projection projection) throws InterruptedException {
        delivery.from(log.head().storeId());
        var built = false;
        for (var fitness = models.fitness(projection, log);
                fitness != ReadModels.Fitness.FIT;
                fitness = models.fitness(projection, log)) {
            var level = fitness == ReadModels.Fitness.MISSING ? Level.INFO : Level.WARN;
            LOG.atLevel(level)
                    .log("The read model {} is built from the beginning: {}", projection.name(), why(fitness));
            if (!rebuilds.run(projection, fitness)) {
                LOG.info("Another node is building {}", projection.name());
                Thread.sleep(Duration.ofSeconds(1));
            }
            built = true;
        }
        return built;
    }

    private void follow(Projection projection) {
        halt(projection);
        if (wanted) {
            var processor = processors.make(projection, models.segments(projection), positions.of(projection.name()));
            running.put(projection.name(), processor);
            processor.start();
        }
    }

    private void halt(Projection projection) {
        var processor = running.remove(projection.name());
        if (processor != null) {
            processor.shutDown();
        }
    }

    private static String why(ReadModels.Fitness fitness) {
        return switch (fitness) {
            case FIT -> "nothing is wrong with it";
            case MISSING -> "it does not exist";
            case OUTDATED -> "its tables are defined or filled otherwise in this version";
            case OF_ANOTHER_RECORD -> "the record is not the one it was built from, it was restored or replaced";
        };
    }

    @Override
    public void stop() {
        wanted = false;
        keepers.forEach(Thread::interrupt);
        keepers.clear();
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

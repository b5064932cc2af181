package org.throughline.query.feed;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** Makes Axon's processors over the record, with their tokens and rows in the views, one transaction for both. */
@Component
class Processors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Processors.class);
    /** So many are handled in one transaction at most: of those that are told of one by one, many are short. */
    private static final int STRETCHES = 50;

    private final FeedSettings settings;
    private final Nodes nodes;
    private final NodeClock clock;
    private final Delivery delivery;
    private final RecordLog log;
    private final TransactionManager transactions;
    private final TokenStore tokens;
    private final Map<String, Made> made = new ConcurrentHashMap<>();
    private final ScheduledExecutorService coordinators = new ImpatientExecutor();
    private final ScheduledFuture<?> takingUp;
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(
            4, Thread.ofPlatform().name("projecting ", 1).factory());

    Processors(
            @Qualifier("viewsDataSource") DataSource views,
            RecordLog log,
            FeedSettings settings,
            Nodes nodes,
            NodeClock clock,
            Delivery delivery) {
        this.settings = settings;
        this.nodes = nodes;
        this.clock = clock;
        this.delivery = delivery;
        this.log = log;
        this.transactions = new Transactions(new JdbcTransactionManager(views));
        this.tokens = tokens(views, nodes.self(), settings.claim(), delivery::written);
        var claim = settings.claim().toMillis();
        this.takingUp = coordinators.scheduleWithFixedDelay(this::takeUpWhatRests, claim, claim, TimeUnit.MILLISECONDS);
    }

    /** The tokens as a node sees them, which looks this often for those that nobody holds. */
    static TokenStore tokens(DataSource views, String node, Duration claim, SparingTokens.Written written) {
        var connections = new TransactionAwareDataSourceProxy(views);
        var store = JdbcTokenStore.builder()
                .connectionProvider(connections::getConnection)
                .schema(TokenSchema.builder()
                        .setTokenTable("feed.token")
                        .setProcessorNameColumn("processor")
                        .setTokenTypeColumn("token_type")
                        .setTimestampColumn("claimed_at")
                        .build())
                .serializer(serializer())
                .contentType(String.class)
                .claimTimeout(claim.multipliedBy(2))
                .nodeId(node);
        return new SparingTokens(store, written, claim.dividedBy(5));
    }

    /** Tokens are JSON; of what a stored text may name, only Axon's own tokens are made. */
    static Serializer serializer() {
        return Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(
                        json -> json.polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder()
                                .allowIfSubType("org.axonframework.eventhandling.")
                                .build()))
                .build();
    }

    /** A processor that begins after a position unless it has tokens already. */
    PooledStreamingEventProcessor make(Projection projection, int segments, long after) {
        var definition = ReadModels.fingerprint(projection);
        var builder = PooledStreamingEventProcessor.builder();
        builder.name(projection.name());
        builder.eventHandlerInvoker(new Invoker(projection, delivery));
        var processor = builder.messageSource(new Source(log, settings.batch(), projection.rest(), coordinators))
                .tokenStore(tokens)
                .transactionManager(transactions)
                .coordinatorExecutor(coordinators)
                .workerExecutor(workers)
                .clock(clock.ofTheRecord())
                .initialSegmentCount(segments)
                .initialToken(_ -> new GlobalSequenceTrackingToken(after))
                .batchSize(STRETCHES)
                .tokenClaimInterval(settings.claim().toMillis())
                .claimExtensionThreshold(settings.claim().toMillis())
                .maxSegmentProvider(_ -> nodes.shareOf(projection.name(), definition, segments))
                .build();
        made.put(projection.name(), new Made(processor, definition, segments));
        return processor;
    }

    /** A processor, and what its share of the segments depends on. */
    private record Made(PooledStreamingEventProcessor processor, String definition, int segments) {}

    /** The processor that was made last for a projection. */
    PooledStreamingEventProcessor last(String projection) {
        return Objects.requireNonNull(made.get(projection), projection).processor;
    }

    /**
     * Axon lets a segment that failed rest, twice as long each time it looks while the failed work is still being put away:
     * up to a minute, in which pages would not be told of anything, though the database has long been there again. An event
     * that cannot be taken waits elsewhere, so that whatever fails here may well succeed a moment later.
     */
    private void takeUpWhatRests() {
        made.forEach((name, one) -> {
            try {
                if (one.processor.isRunning()) {
                    takeUpWhatRests(name, one);
                }
            } catch (RuntimeException notYet) {
                LOG.debug("What rests of {} cannot be taken up yet", name, notYet);
            }
        });
    }

    private void takeUpWhatRests(String name, Made one) {
        var here = one.processor.processingStatus().keySet();
        if (here.size() == one.segments) {
            return;
        }
        var more = nodes.shareOf(name, one.definition, one.segments) - here.size();
        var resting = transactions.fetchInTransaction(() -> tokens.fetchAvailableSegments(name)).stream()
                .map(Segment::getSegmentId)
                .filter(segment -> !here.contains(segment))
                .limit(Math.max(0, more))
                .toList();
        for (var segment : resting) {
            var taken = one.processor.claimSegment(segment);
            LOG.debug("{} takes segment {} up again: {}", name, segment, taken);
        }
    }

    @Override
    public void close() {
        takingUp.cancel(false);
        nodes.leave();
        coordinators.shutdownNow();
        workers.shutdown();
    }

    /** The record, for Axon's processors. */
    record Source(RecordLog log, int longest, Duration rest, ScheduledExecutorService timer)
            implements StreamableMessageSource<TrackedEventMessage<?>> {
        @Override
        public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
            var after = token == null
                    ? 0
                    : WrappedToken.unwrapLowerBound(token).position().orElse(0);
            return new LogStream(log, after, longest, rest, timer);
        }

        @Override
        public TrackingToken createTailToken() {
            return new GlobalSequenceTrackingToken(0);
        }

        @Override
        public TrackingToken createHeadToken() {
            return new GlobalSequenceTrackingToken(log.head().position());
        }
    }

    /** Spring's transactions, for Axon. */
    record Transactions(PlatformTransactionManager spring) implements TransactionManager {
        @Override
        public Transaction startTransaction() {
            var status = spring.getTransaction(new DefaultTransactionDefinition());
            return new Transaction() {
                @Override
                public void commit() {
                    spring.commit(status);
                }

                @Override
                public void rollback() {
                    if (!status.isCompleted()) {
                        spring.rollback(status);
                    }
                }
            };
        }
    }

    /**
     * A coordinator that finds a segment's queue full looks again after 100 ms, in which the segment has long been through
     * it; measured, looking sooner gives several times the throughput. One that could not work because a database was away
     * waits twice as long each time, up to a minute: pages would be that late after a database is there again.
     */
    private static final class ImpatientExecutor extends ScheduledThreadPoolExecutor {
        private static final Duration FULL_QUEUE = Duration.ofMillis(100);
        private static final Duration SOONER = Duration.ofMillis(5);
        private static final Duration LONGEST = Duration.ofSeconds(5);

        ImpatientExecutor() {
            super(2, Thread.ofPlatform().name("coordinating ", 1).factory());
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            var wanted = unit.toMillis(delay);
            var given = wanted == FULL_QUEUE.toMillis() ? SOONER.toMillis() : Math.min(wanted, LONGEST.toMillis());
            return super.schedule(task, given, TimeUnit.MILLISECONDS);
        }
    }
}

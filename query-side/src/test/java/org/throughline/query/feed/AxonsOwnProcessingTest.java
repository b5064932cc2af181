package org.throughline.query.feed;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.messaging.StreamableMessageSource;
import org.junit.jupiter.api.AfterEach;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Axon's processor over its own store, with its own tokens and invoker: what our feed is measured by. */
class AxonsOwnProcessingTest extends ProcessingContract {
    private static final Duration CLAIM = Duration.ofMillis(300);

    private final AxonsOwn axon = new AxonsOwn();
    private final JdbcClient views = JdbcClient.create(axon.database());
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);

    AxonsOwnProcessingTest() {
        tokens(UUID.randomUUID()).createSchema(PostgresTokenTableFactory.INSTANCE);
        views.sql(Handled.TABLE).update();
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        axon.close();
    }

    private JdbcTokenStore tokens(UUID node) {
        return JdbcTokenStore.builder()
                .connectionProvider(axon.connections())
                .serializer(Processors.serializer())
                .nodeId(node.toString())
                .build();
    }

    @Override
    Worker start() {
        var node = UUID.randomUUID();
        var builder = PooledStreamingEventProcessor.builder();
        builder.name(Handled.PROCESSOR);
        builder.eventHandlerInvoker(SimpleEventHandlerInvoker.builder()
                .eventHandlers(new Handler(node, views))
                .build());
        var processor = builder.messageSource(axon.store())
                .tokenStore(tokens(node))
                .transactionManager(axon.transactions())
                .coordinatorExecutor(threads)
                .workerExecutor(threads)
                .initialSegmentCount(SEGMENTS)
                .initialToken(StreamableMessageSource::createTailToken)
                .tokenClaimInterval(CLAIM.toMillis())
                .build();
        processor.start();
        return new Processing(node, processor);
    }

    private record Processing(UUID id, PooledStreamingEventProcessor processor) implements Worker {
        @Override
        public int segments() {
            return processor.processingStatus().size();
        }

        @Override
        public void replay() {
            processor.shutDown();
            processor.resetTokens();
            processor.start();
        }

        @Override
        public void close() {
            processor.shutDown();
        }
    }

    record Handler(UUID node, JdbcClient views) {
        @EventHandler(payloadType = String.class)
        void handle(DomainEventMessage<?> event) {
            var now = Handled.now(UUID.fromString(event.getAggregateIdentifier()), event.getSequenceNumber(), node);
            views.sql("insert into seen values (?, ?, ?, ?, ?)")
                    .params(now.place(), now.stream(), now.sequence(), now.node(), now.segment())
                    .update();
        }

        @ResetHandler
        void forget() {
            views.sql("delete from seen").update();
        }
    }

    @Override
    void append(UUID stream, long already, int events) {
        axon.append(stream, already, events);
    }

    @Override
    List<Handled> handled() {
        return Handled.in(views, "seen");
    }
}

package org.throughline.benchmarks;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.common.jdbc.DataSourceConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.serialization.json.JacksonSerializer;
import org.jspecify.annotations.Nullable;
import org.throughline.events.storage.StoredEvent;

/**
 * The framework as it comes, with its own JDBC engine: an aggregate that decides nothing and applies one event a command, as
 * large as ours. It has no keys, no claims and no encryption.
 */
final class StockAxon implements AutoCloseable {
    /** A journey begins. */
    record Begin(@TargetAggregateIdentifier String journey, String said) {}

    /** Something is recorded on it. */
    record Add(@TargetAggregateIdentifier String journey, String said) {}

    /** A journey has begun. */
    record Begun(String journey, String said) {}

    /** Something was recorded on it. */
    record Added(String journey, String said) {}

    static final class Journey {
        // unknown until the first event is handled
        @AggregateIdentifier
        private @Nullable String id;

        private int added;

        Journey() {}

        @CommandHandler
        Journey(Begin command) {
            apply(new Begun(command.journey, command.said));
        }

        @CommandHandler
        void handle(Add command) {
            apply(new Added(command.journey, command.said));
        }

        @EventSourcingHandler
        void on(Begun event) {
            id = event.journey;
        }

        @EventSourcingHandler
        void on(Added event) {
            added++;
        }

        @Override
        public String toString() {
            return id + " with " + added;
        }
    }

    private final HikariDataSource pool;
    private final Configuration axon;
    private final String said;

    /** On tables of its own beside the record; each event says as much as one of ours. */
    StockAxon(Installation installation, StoredEvent like) {
        pool = installation.ownersPool();
        said = like.payload() + like.metadata();
        var connections = new UnitOfWorkAwareConnectionProviderWrapper(new DataSourceConnectionProvider(pool));
        var serializer = JacksonSerializer.defaultSerializer();
        var engine = JdbcEventStorageEngine.builder()
                .connectionProvider(connections)
                .transactionManager(NoTransactionManager.INSTANCE)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .build();
        engine.createSchema(PostgresEventTableFactory.INSTANCE);
        axon = DefaultConfigurer.defaultConfiguration()
                .configureSerializer(configuration -> serializer)
                .configureEmbeddedEventStore(configuration -> engine)
                .configureAggregate(Journey.class)
                .start();
    }

    /** A client that records one journey after the other. */
    Clients.Client client() {
        var journey = new String[] {""};
        var left = new int[1];
        return () -> {
            if (left[0] == 0) {
                journey[0] = UUID.randomUUID().toString();
                left[0] = Clinic.EVENTS_A_JOURNEY;
                axon.commandGateway().sendAndWait(new Begin(journey[0], said));
            } else {
                axon.commandGateway().sendAndWait(new Add(journey[0], said));
            }
            left[0]--;
        };
    }

    @Override
    public void close() {
        axon.shutdown();
        pool.close();
    }
}

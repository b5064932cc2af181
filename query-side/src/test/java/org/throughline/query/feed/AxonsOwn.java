package org.throughline.query.feed;

import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabase;
import org.throughline.testing.TestDatabases;

/** Axon's own event store on a PostgreSQL database of its own: what our feed is measured by. */
final class AxonsOwn implements AutoCloseable {
    private final TestDatabase database = TestDatabases.fresh("axon");
    private final DataSource connections = new TransactionAwareDataSourceProxy(database.as(Role.OWNER));
    private final TransactionManager transactions =
            new Processors.Transactions(new JdbcTransactionManager(database.as(Role.OWNER)));
    private final Serializer serializer = Jackson3Serializer.builder().build();
    private final JdbcEventStorageEngine engine = JdbcEventStorageEngine.builder()
            .connectionProvider(connections())
            .transactionManager(transactions)
            .eventSerializer(serializer)
            .snapshotSerializer(serializer)
            .persistenceExceptionResolver(
                    thrown -> thrown instanceof SQLException sql && "23505".equals(sql.getSQLState()))
            .build();
    private final EmbeddedEventStore store =
            EmbeddedEventStore.builder().storageEngine(engine).build();

    AxonsOwn() {
        engine.createSchema(PostgresEventTableFactory.INSTANCE);
    }

    /** Connections that take part in transactions. */
    ConnectionProvider connections() {
        return connections::getConnection;
    }

    DataSource database() {
        return connections;
    }

    TransactionManager transactions() {
        return transactions;
    }

    EmbeddedEventStore store() {
        return store;
    }

    /** Appends so many events to a stream that has some already. */
    void append(UUID stream, long already, int events) {
        store.publish(LongStream.range(already, already + events)
                .mapToObj(sequence -> new GenericDomainEventMessage<>("Any", stream.toString(), sequence, "any"))
                .toList());
    }

    @Override
    public void close() {
        store.shutDown();
        database.close();
    }
}

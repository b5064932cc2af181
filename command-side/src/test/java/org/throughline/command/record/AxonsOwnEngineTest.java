package org.throughline.command.record;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterEach;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabase;
import org.throughline.testing.TestDatabases;

/** Axon's engine on PostgreSQL: what ours is measured by. */
class AxonsOwnEngineTest extends EventStorageEngineContract {
    private final TestDatabase database = TestDatabases.fresh("axon");
    private final DataSource connections = new TransactionAwareDataSourceProxy(database.as(Role.OWNER));
    private final PlatformTransactionManager transactions = new JdbcTransactionManager(database.as(Role.OWNER));
    private final JdbcEventStorageEngine engine = another();

    AxonsOwnEngineTest() {
        engine.createSchema(PostgresEventTableFactory.INSTANCE);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Override
    EventStorageEngine engine() {
        return engine;
    }

    @Override
    JdbcEventStorageEngine another() {
        return JdbcEventStorageEngine.builder()
                .connectionProvider(connections::getConnection)
                .transactionManager(this::begin)
                .eventSerializer(Jackson3Serializer.builder().build())
                .snapshotSerializer(Jackson3Serializer.builder().build())
                .persistenceExceptionResolver(
                        thrown -> thrown instanceof SQLException sql && "23505".equals(sql.getSQLState()))
                .build();
    }

    private Transaction begin() {
        var status = transactions.getTransaction(TransactionDefinition.withDefaults());
        return new Transaction() {
            @Override
            public void commit() {
                transactions.commit(status);
            }

            @Override
            public void rollback() {
                transactions.rollback(status);
            }
        };
    }

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    String stopsAppends() {
        return "lock table domainevententry in exclusive mode";
    }
}

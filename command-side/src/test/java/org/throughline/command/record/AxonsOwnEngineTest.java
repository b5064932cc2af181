package org.throughline.command.record;

import java.sql.SQLException;
import org.axonframework.common.jdbc.DataSourceConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterEach;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabase;
import org.throughline.testing.TestDatabases;

/** Axon's engine on PostgreSQL: what ours is measured by. */
class AxonsOwnEngineTest extends EventStorageEngineContract {
    private final TestDatabase database = TestDatabases.fresh("axon");
    private final JdbcEventStorageEngine engine = JdbcEventStorageEngine.builder()
            .connectionProvider(new DataSourceConnectionProvider(database.as(Role.OWNER)))
            .transactionManager(NoTransactionManager.instance())
            .eventSerializer(Jackson3Serializer.builder().build())
            .snapshotSerializer(Jackson3Serializer.builder().build())
            .persistenceExceptionResolver(
                    thrown -> thrown instanceof SQLException sql && "23505".equals(sql.getSQLState()))
            .build();

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
}

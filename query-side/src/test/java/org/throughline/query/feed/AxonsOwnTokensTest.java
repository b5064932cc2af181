package org.throughline.query.feed;

import java.time.Duration;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterEach;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabase;
import org.throughline.testing.TestDatabases;

/** Axon's tokens on PostgreSQL: what ours are measured by. */
class AxonsOwnTokensTest extends TokenStoreContract {
    private final TestDatabase database = TestDatabases.fresh("axon tokens");

    AxonsOwnTokensTest() {
        store("any", LONG).createSchema(PostgresTokenTableFactory.INSTANCE);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Override
    JdbcTokenStore store(String node, Duration claim) {
        return JdbcTokenStore.builder()
                .connectionProvider(database.as(Role.OWNER)::getConnection)
                .serializer(Jackson3Serializer.builder().build())
                .claimTimeout(claim)
                .nodeId(node)
                .build();
    }
}

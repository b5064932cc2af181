package org.throughline.command.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.throughline.events.storage.EventCodec;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabase;

class RecordStorageEngineTest extends EventStorageEngineContract {
    private final TestDatabase database = Records.fresh();
    private final RecordStorageEngine engine =
            new RecordStorageEngine(new JdbcRecordLog(database.as(Role.COMMAND)), EventCodec.ofHistory(), new NoKeys());

    @AfterEach
    void drop() {
        database.close();
    }

    @Override
    EventStorageEngine engine() {
        return engine;
    }

    @Test
    void makes_its_ids_in_the_order_of_time() {
        var first = new GenericDomainEventMessage<>("Session", "a", 0, "any");
        var second = new GenericDomainEventMessage<>("Session", "a", 1, "any");

        assertThat(UUID.fromString(first.getIdentifier()).version()).isEqualTo(7);
        assertThat(second.getIdentifier()).isGreaterThan(first.getIdentifier());
    }

    @Test
    void records_nothing_that_nobody_recorded() {
        var anonymous =
                new GenericDomainEventMessage<>("Session", UUID.randomUUID().toString(), 0, "any");

        assertThatThrownBy(() -> engine.appendEvents(anonymous)).isInstanceOf(IllegalArgumentException.class);
    }
}

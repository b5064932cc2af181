package org.throughline.command.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.throughline.events.storage.EventCodec;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabase;

class RecordStorageEngineTest extends EventStorageEngineContract {
    private final TestDatabase database = Records.fresh();
    private final EventStorageEngine engine = another();

    @AfterEach
    void drop() {
        database.close();
    }

    @Override
    EventStorageEngine engine() {
        return engine;
    }

    @Override
    EventStorageEngine another() {
        return new RecordStorageEngine(
                new JdbcRecordLog(database.as(Role.COMMAND)), EventCodec.ofHistory(), new NoKeys());
    }

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    String stopsAppends() {
        return "lock table log_head in exclusive mode";
    }

    /** Positions have no gaps and are visible in their order, so that a reader only has to know how far it is. */
    @Override
    void assertPlaces(List<Long> positions) {
        assertThat(positions)
                .isEqualTo(LongStream.rangeClosed(1, positions.size()).boxed().toList());
    }

    /** A node may remember what a restored record has lost: what goes on from it must not be recorded. */
    @Override
    void assertGoingOnFromNothing(ThrowingCallable append) {
        assertThatThrownBy(append).isInstanceOf(ConcurrencyException.class);
    }

    /** Only query-side looks for a time, by the two clocks of its read models. */
    @Override
    void assertFindingByTime(ThrowingCallable finding) {
        assertThatThrownBy(finding).isInstanceOf(UnsupportedOperationException.class);
    }

    /** Streams are short, and a snapshot would be one more form of what happened that has to be kept readable. */
    @Override
    void assertKeepingSnapshots(ThrowingCallable keeping) {
        assertThatThrownBy(keeping).isInstanceOf(UnsupportedOperationException.class);
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

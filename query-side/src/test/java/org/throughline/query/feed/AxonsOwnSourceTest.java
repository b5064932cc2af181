package org.throughline.query.feed;

import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.junit.jupiter.api.AfterEach;

/** Axon's event store over its own engine: what our source is measured by. */
class AxonsOwnSourceTest extends MessageSourceContract {
    private final AxonsOwn axon = new AxonsOwn();
    private final UUID stream = UUID.randomUUID();
    private int appended;

    @AfterEach
    void close() {
        axon.close();
    }

    @Override
    StreamableMessageSource<TrackedEventMessage<?>> source() {
        return axon.store();
    }

    @Override
    void append(int events) {
        axon.append(stream, appended, events);
        appended += events;
    }

    @Override
    List<Long> told(TrackedEventMessage<?> message) {
        return List.of(((DomainEventMessage<?>) message).getSequenceNumber());
    }
}

package org.throughline.query.feed;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * Hands whole batches to a projection instead of single events: it collects what the unit of work is made of and
 * delivers it just before the transaction commits. Every segment is shown every event, so that its position tells how
 * far it has read even where nothing concerns it.
 */
final class Invoker implements EventHandlerInvoker {
    private final Projection projection;
    private final Delivery delivery;
    private final String definition;
    private final String key;

    Invoker(Projection projection, Delivery delivery) {
        this.projection = projection;
        this.delivery = delivery;
        this.definition = ReadModels.fingerprint(projection);
        this.key = "events for " + projection.name();
    }

    @Override
    public boolean canHandle(EventMessage<?> message, Segment segment) {
        return true;
    }

    @Override
    public void handle(EventMessage<?> message, Segment segment) {
        var work = CurrentUnitOfWork.get();
        List<RecordedEvent> batch = work.getOrComputeResource(key, ignored -> {
            var collected = new ArrayList<RecordedEvent>();
            work.onPrepareCommit(
                    _ -> delivery.deliver(projection, definition, segment.getSegmentId(), segment::matches, collected));
            return collected;
        });
        batch.add((RecordedEvent) message.getPayload());
    }

    @Override
    public boolean supportsReset() {
        // a read model is rebuilt beside the live one instead
        return false;
    }
}

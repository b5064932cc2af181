package org.throughline.query.feed;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * Hands whole batches to a projection: it collects the stretches that the unit of work is made of, which follow on each
 * other, and delivers them just before the transaction commits. Every segment is shown every event, so that its position
 * tells how far it has read even where nothing concerns it.
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
        List<Stretch> batch = work.getOrComputeResource(key, ignored -> {
            var collected = new ArrayList<Stretch>();
            work.onPrepareCommit(_ -> delivery.deliver(
                    new Part(projection, definition, segment),
                    new Stretch(
                            collected.getFirst().after(), collected.getLast().upTo())));
            return collected;
        });
        batch.add((Stretch) message.getPayload());
    }

    @Override
    public boolean supportsReset() {
        // a read model is rebuilt beside the live one instead
        return false;
    }
}

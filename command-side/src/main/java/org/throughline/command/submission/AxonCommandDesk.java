package org.throughline.command.submission;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.throughline.command.record.AppendContext;
import org.throughline.command.record.ClaimTaken;
import org.throughline.command.record.HeldClaim;
import org.throughline.command.record.RecordLog;
import org.throughline.command.record.RecordStorageEngine;
import org.throughline.events.HistoryEvent;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.storage.EventCodec;

/**
 * The desk on Axon's command bus. No transaction is open while a command is handled: the append at the end is the only
 * one, and everything durable that a command does is in it.
 */
public final class AxonCommandDesk implements CommandDesk {
    private final CommandBus bus = SimpleCommandBus.builder().build();
    private final List<Wiring<?>> wirings;
    private final RecordLog log;
    private final EventCodec<HistoryEvent> codec;

    /** A desk on a record for some kinds of streams. */
    public static CommandDesk on(
            RecordLog log, EventCodec<HistoryEvent> codec, KeyStore keys, List<Wiring<?>> wirings) {
        return new AxonCommandDesk(wirings, log, codec, new RecordStorageEngine(log, codec, keys));
    }

    private AxonCommandDesk(
            List<Wiring<?>> wirings, RecordLog log, EventCodec<HistoryEvent> codec, EventStorageEngine engine) {
        this.wirings = List.copyOf(wirings);
        this.log = log;
        this.codec = codec;
        var events = EmbeddedEventStore.builder().storageEngine(engine).build();
        wirings.forEach(wiring -> subscribe(wiring.aggregate(), wiring.resources(), events));
    }

    private <A> void subscribe(Class<A> aggregate, List<?> resources, EventStore events) {
        ParameterResolverFactory parameters = MultiParameterResolverFactory.ordered(
                ClasspathParameterResolverFactory.forClass(aggregate),
                new AttemptParameter(),
                new SimpleResourceParameterResolverFactory(resources));
        EventSourcingRepository<A> repository = EventSourcingRepository.builder(aggregate)
                .eventStore(events)
                .parameterResolverFactory(parameters)
                .build();
        AggregateAnnotationCommandHandler.<A>builder()
                .aggregateType(aggregate)
                .repository(repository)
                .parameterResolverFactory(parameters)
                .build()
                .subscribe(bus);
    }

    @Override
    public Receipt submit(Submission submission) {
        return submit(submission, wiringOf(submission.command()));
    }

    private Wiring<?> wiringOf(Object command) {
        return wirings.stream()
                .filter(wiring -> wiring.commands().isInstance(command))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(command.getClass() + " is no command"));
    }

    private <C> Receipt submit(Submission submission, Wiring<C> wiring) {
        var command = wiring.commands().cast(submission.command());
        var receipt = once(submission, command, wiring);
        wiring.afterwards().accept(command);
        return receipt;
    }

    private <C> Receipt once(Submission submission, C command, Wiring<C> wiring) {
        var key = IdempotencyKey.of(submission);
        var done = key == null ? null : log.claim(key.id()).orElse(null);
        if (done != null) {
            return again(submission, done);
        }
        try {
            return attempt(submission, command, wiring);
        } catch (ConcurrencyException | AggregateStreamCreationException lostOnce) {
            try {
                return attempt(submission, command, wiring);
            } catch (ConcurrencyException | AggregateStreamCreationException lostTwice) {
                throw new Refused(Rule.LOST_RACE);
            }
        }
    }

    private <C> Receipt attempt(Submission submission, C command, Wiring<C> wiring) {
        var stream = wiring.stream().apply(command);
        var attempt = new Attempt(submission, stream, wiring.recordedAt().apply(command));
        try {
            dispatch(command, attempt);
        } catch (Attempt.Stale stale) {
            throw new StaleVersion(stale.expected, stale.version, meanwhile(stream, stale.expected));
        } catch (ClaimTaken taken) {
            return taken(submission, taken.by());
        }
        var appended = attempt.appended();
        if (appended == null) {
            // nothing had to be recorded: it was so before
            var last = log.stream(stream, attempt.version() - 1).getLast().position();
            return new Receipt(stream, submission.entry(), attempt.version(), last, last, false);
        }
        return new Receipt(
                stream,
                submission.entry(),
                attempt.version(),
                appended.firstPosition(),
                appended.lastPosition(),
                false);
    }

    private void dispatch(Object command, Attempt attempt) {
        var message = new GenericCommandMessage<>(command, MetaData.with(AppendContext.KEY, attempt));
        var result = new AtomicReference<CommandResultMessage<?>>();
        bus.dispatch(message, (sent, received) -> result.set(received));
        var received = result.get();
        if (received.isExceptional()) {
            switch (received.exceptionResult()) {
                case RuntimeException refused -> throw refused;
                case Error error -> throw error;
                case Throwable other -> throw new IllegalStateException("a command failed in an unknown way", other);
            }
        }
    }

    private static Receipt taken(Submission submission, HeldClaim by) {
        return switch (by.claim().kind()) {
            case IDEMPOTENCY -> again(submission, by);
            case OPEN_JOURNEY -> throw new Refused(Rule.ALREADY_ENROLLED);
        };
    }

    private static Receipt again(Submission submission, HeldClaim done) {
        var key = IdempotencyKey.of(submission);
        if (key == null || !key.sameRequest(done.claim())) {
            throw new Refused(Rule.IDEMPOTENCY_KEY_REUSED);
        }
        var answer = Answer.of(done.claim().answer());
        return new Receipt(
                answer.stream(), answer.entry(), answer.version(), done.firstPosition(), done.lastPosition(), true);
    }

    private List<StaleVersion.Meanwhile> meanwhile(UUID stream, long since) {
        return log.stream(stream, since).stream()
                .map(stored -> {
                    var entry = codec.metadata(stored);
                    return new StaleVersion.Meanwhile(
                            stored.position(), stored.name(), stored.recorded(), entry.actor(), entry.role());
                })
                .toList();
    }
}

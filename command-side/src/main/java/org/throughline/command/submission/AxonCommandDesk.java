package org.throughline.command.submission;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
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
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import org.throughline.command.record.AnotherLife;
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
    /** One kind of stream. Its aggregates are remembered apart: an id of another kind must not find them. */
    private record Kind<C>(Wiring<C> wiring, RememberedAggregates aggregates) {
        Kind(Wiring<C> wiring) {
            this(wiring, new RememberedAggregates());
        }

        UUID stream(C command) {
            return wiring.stream().apply(command);
        }

        VersionedAggregateIdentifier target(CommandMessage<?> message) {
            return new VersionedAggregateIdentifier(wiring.streamOf(message.getPayload()), null);
        }

        boolean remembers(C command, String life) {
            return aggregates.remembers(stream(command), life);
        }
    }

    private final CommandBus bus = SimpleCommandBus.builder().build();
    private final List<Kind<?>> kinds;
    private final RecordLog log;
    private final EventCodec<HistoryEvent> codec;
    /** The life of the record that this desk knows of; null until it is first asked. */
    private volatile @Nullable String life;

    /** A desk on a record for some kinds of streams. */
    public static CommandDesk on(
            RecordLog log, EventCodec<HistoryEvent> codec, KeyStore keys, List<Wiring<?>> wirings) {
        return new AxonCommandDesk(wirings, log, codec, new RecordStorageEngine(log, codec, keys));
    }

    private AxonCommandDesk(
            List<Wiring<?>> wirings, RecordLog log, EventCodec<HistoryEvent> codec, EventStorageEngine engine) {
        this.kinds = wirings.stream().<Kind<?>>map(Kind::new).toList();
        this.log = log;
        this.codec = codec;
        var events = EmbeddedEventStore.builder().storageEngine(engine).build();
        kinds.forEach(kind -> subscribe(kind.wiring.aggregate(), kind, events));
    }

    private <A> void subscribe(Class<A> aggregate, Kind<?> kind, EventStore events) {
        ParameterResolverFactory parameters = MultiParameterResolverFactory.ordered(
                ClasspathParameterResolverFactory.forClass(aggregate),
                new AttemptParameter(),
                new SimpleResourceParameterResolverFactory(kind.wiring.resources()));
        EventSourcingRepository<A> repository = EventSourcingRepository.builder(aggregate)
                .eventStore(events)
                .cache(kind.aggregates)
                .parameterResolverFactory(parameters)
                // looks at the aggregate's handlers, for which it needs what resolves their parameters
                .filterByAggregateType()
                .build();
        AggregateAnnotationCommandHandler.<A>builder()
                .aggregateType(aggregate)
                .repository(repository)
                .parameterResolverFactory(parameters)
                // Axon's own looks for annotations on every command anew
                .commandTargetResolver(kind::target)
                .build()
                .subscribe(bus);
    }

    @Override
    public Receipt submit(Submission submission) {
        return submit(submission, kindOf(submission.command()));
    }

    private Kind<?> kindOf(Object command) {
        return kinds.stream()
                .filter(kind -> kind.wiring.commands().isInstance(command))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(command.getClass() + " is no command"));
    }

    private <C> Receipt submit(Submission submission, Kind<C> kind) {
        var command = kind.wiring.commands().cast(submission.command());
        var receipt = once(submission, command, kind);
        kind.wiring.afterwards().accept(command);
        return receipt;
    }

    /**
     * Tries again once if others were faster, if the record was restored, or if the refusal came from something remembered,
     * which may be behind what other nodes have recorded. Whatever failed is forgotten, so that the second try reads the
     * record.
     */
    private <C> Receipt once(Submission submission, C command, Kind<C> kind) {
        var known = life;
        var remembered = known != null && kind.remembers(command, known);
        var attempt = attemptAt(submission, command, kind);
        try {
            return carryOut(attempt, submission, command, kind);
        } catch (ConcurrencyException | AggregateStreamCreationException | AnotherLife lost) {
            attempt.doubtPremises();
            return secondTry(submission, command, kind);
        } catch (Refused | StaleVersion refused) {
            var done = done(submission);
            if (done.isPresent()) {
                return again(submission, done.get());
            }
            if (remembered || attempt.remembers()) {
                attempt.doubtPremises();
                return secondTry(submission, command, kind);
            }
            throw refused;
        }
    }

    private <C> Receipt secondTry(Submission submission, C command, Kind<C> kind) {
        // a refusal, too, may have come from what a restored record has lost
        life = log.life();
        try {
            return carryOut(attemptAt(submission, command, kind), submission, command, kind);
        } catch (ConcurrencyException | AggregateStreamCreationException | AnotherLife lost) {
            throw new Refused(Rule.LOST_RACE);
        } catch (Refused | StaleVersion refused) {
            return done(submission).map(done -> again(submission, done)).orElseThrow(() -> refused);
        }
    }

    /** Rules refuse most commands that were done before, so only a refused one needs to be looked up. */
    private Optional<HeldClaim> done(Submission submission) {
        var key = IdempotencyKey.of(submission);
        return key == null ? Optional.empty() : log.claim(key.id());
    }

    private <C> Attempt attemptAt(Submission submission, C command, Kind<C> kind) {
        return new Attempt(
                submission,
                kind.stream(command),
                lifeNow(),
                kind.wiring.recordedAt().apply(command));
    }

    private <C> Receipt carryOut(Attempt attempt, Submission submission, C command, Kind<C> kind) {
        var stream = kind.stream(command);
        try {
            dispatch(command, attempt);
        } catch (Attempt.Stale stale) {
            throw new StaleVersion(stale.expected, stale.version, meanwhile(stream, stale.expected));
        } catch (ClaimTaken taken) {
            return taken(submission, taken.by());
        }
        var appended = attempt.appended();
        if (appended == null) {
            if (!attempt.life().equals(log.life())) {
                throw new AnotherLife();
            }
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

    private String lifeNow() {
        var known = life;
        if (known == null) {
            known = log.life();
            life = known;
        }
        return known;
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

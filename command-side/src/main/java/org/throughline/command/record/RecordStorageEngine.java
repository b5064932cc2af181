package org.throughline.command.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.throughline.events.HistoryEvent;
import org.throughline.events.JourneyEvent;
import org.throughline.events.PatientEvent;
import org.throughline.events.ProgramEvent;
import org.throughline.events.SessionEvent;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.storage.EntryMetadata;
import org.throughline.events.storage.EventCodec;
import org.throughline.events.storage.StoredEvent;

/**
 * Axon's door to the record. Events of one unit of work are one append, with the claims of the command that caused them;
 * personal data goes in sealed and comes back sealed, so that reading needs no key. There are no snapshots: streams are
 * short.
 */
public final class RecordStorageEngine implements EventStorageEngine {
    /** Where an event message's metadata holds its {@link EntryMetadata}. */
    public static final String ENTRY = "entry";

    private static final int PAGE = 1_000;

    private final RecordLog log;
    private final EventCodec<HistoryEvent> codec;
    private final KeyStore keys;

    /** An engine on a record. */
    public RecordStorageEngine(RecordLog log, EventCodec<HistoryEvent> codec, KeyStore keys) {
        this.log = log;
        this.codec = codec;
        this.keys = keys;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> messages) {
        if (messages.isEmpty()) {
            return;
        }
        var events = messages.stream().map(this::written).toList();
        var first = events.getFirst();
        var version = events.getLast().sequence() + 1;
        var context = AppendContext.current();
        var append = context == null
                ? new Append(messages.getFirst().getTimestamp(), events)
                : new Append(
                        context.recordedAt(),
                        context.life(),
                        events,
                        context.taken(version),
                        context.released(),
                        context.premises());
        switch (log.append(List.of(append)).getFirst()) {
            case Outcome.Appended appended -> {
                if (context != null) {
                    context.recorded(appended, version);
                }
            }
            case Outcome.DecidedBefore ignored -> throw new AnotherLife();
            case Outcome.Taken taken -> throw new ClaimTaken(taken.by());
            case Outcome.Conflict ignored ->
                throw first.sequence() == 0
                        ? new AggregateStreamCreationException("the stream " + first.stream() + " exists")
                        : new ConcurrencyException("the stream " + first.stream() + " has moved on");
        }
    }

    private NewEvent written(EventMessage<?> message) {
        if (!(message instanceof DomainEventMessage<?> domain
                && domain.getPayload() instanceof HistoryEvent event
                && domain.getMetaData().get(ENTRY) instanceof EntryMetadata entry)) {
            throw new IllegalArgumentException("only the history's own events are recorded, and by somebody");
        }
        var eventId = UUID.fromString(domain.getIdentifier());
        var type = codec.types().of(event);
        return new NewEvent(
                eventId,
                UUID.fromString(domain.getAggregateIdentifier()),
                domain.getSequenceNumber(),
                type.name(),
                type.revision(),
                codec.write(event, eventId, keys),
                codec.write(entry));
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        var events = log.stream(UUID.fromString(aggregateIdentifier), firstSequenceNumber);
        return DomainEventStream.of(
                events.stream().map(this::message),
                () -> events.isEmpty() ? null : events.getLast().sequence());
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(
            @Nullable TrackingToken trackingToken, boolean mayBlock) {
        var from = trackingToken == null ? 0 : trackingToken.position().orElse(0);
        return Stream.iterate(
                        log.after(from, PAGE),
                        page -> !page.isEmpty(),
                        page -> log.after(page.getLast().position(), PAGE))
                .flatMap(List::stream)
                .map(stored -> new GenericTrackedDomainEventMessage<>(
                        new GlobalSequenceTrackingToken(stored.position()), message(stored)));
    }

    private DomainEventMessage<HistoryEvent> message(StoredEvent stored) {
        var event = codec.read(stored);
        return new GenericDomainEventMessage<>(
                type(event),
                stored.stream().toString(),
                stored.sequence(),
                event,
                MetaData.with(ENTRY, codec.metadata(stored)),
                stored.eventId().toString(),
                stored.recorded());
    }

    private static String type(HistoryEvent event) {
        return switch (event) {
            case PatientEvent ignored -> "Patient";
            case ProgramEvent ignored -> "Program";
            case SessionEvent ignored -> "Session";
            case JourneyEvent ignored -> "Journey";
        };
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        var last = log.lastSequence(UUID.fromString(aggregateIdentifier));
        return last.isPresent() ? Optional.of(last.getAsLong()) : Optional.empty();
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(log.head());
    }

    @Override
    public TrackingToken createTokenAt(Instant dateTime) {
        throw new UnsupportedOperationException("positions are found by query-side");
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new UnsupportedOperationException("there are no snapshots: streams are short");
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        return Optional.empty();
    }
}

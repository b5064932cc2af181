package org.throughline.command.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.assertj.core.data.TemporalUnitOffset;
import org.assertj.core.data.TemporalUnitWithinOffset;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.throughline.events.CancellationReason;
import org.throughline.events.Occurred;
import org.throughline.events.ProgramId;
import org.throughline.events.Role;
import org.throughline.events.SessionEvent.SessionCancelled;
import org.throughline.events.SessionId;
import org.throughline.events.Source;
import org.throughline.events.storage.EntryMetadata;

/** What Axon expects of an engine; ours and Axon's own must both pass. */
abstract class EventStorageEngineContract {
    private static final MetaData BY_SOMEBODY = MetaData.with(
            RecordStorageEngine.ENTRY,
            new EntryMetadata("kim", Role.CLINICIAN, null, Source.API, UUID.randomUUID(), null, null));

    private final UUID stream = UUID.randomUUID();

    abstract EventStorageEngine engine();

    private static DomainEventMessage<?> event(UUID stream, long sequence) {
        var cancelled = new SessionCancelled(
                new SessionId(stream),
                new ProgramId(new UUID(7, 7)),
                new Occurred(Instant.parse("2026-03-04T09:00:00Z").plusSeconds(sequence), ZoneOffset.UTC),
                CancellationReason.WEATHER);
        return new GenericDomainEventMessage<>("Session", stream.toString(), sequence, cancelled, BY_SOMEBODY);
    }

    private static List<?> payloads(DomainEventMessage<?>... events) {
        return Arrays.stream(events).map(DomainEventMessage::getPayload).toList();
    }

    private List<? extends DomainEventMessage<?>> read(UUID stream, long from) {
        return engine().readEvents(stream.toString(), from).asStream().toList();
    }

    @Test
    void gives_a_stream_back_in_order() {
        var first = event(stream, 0);
        var second = event(stream, 1);
        var third = event(stream, 2);

        engine().appendEvents(first, second);
        engine().appendEvents(event(UUID.randomUUID(), 0), third);

        var read = read(stream, 0);
        assertThat(read).extracting(DomainEventMessage::getPayload).isEqualTo(payloads(first, second, third));
        assertThat(read)
                .extracting(DomainEventMessage::getIdentifier)
                .containsExactly(first.getIdentifier(), second.getIdentifier(), third.getIdentifier());
        assertThat(read).extracting(DomainEventMessage::getSequenceNumber).containsExactly(0L, 1L, 2L);
        assertThat(read).allSatisfy(event -> {
            assertThat(event.getType()).isEqualTo("Session");
            assertThat(event.getAggregateIdentifier()).isEqualTo(stream.toString());
            assertThat(event.getTimestamp()).isCloseTo(Instant.now(), within());
        });
    }

    private static TemporalUnitOffset within() {
        return new TemporalUnitWithinOffset(1, ChronoUnit.MINUTES);
    }

    @Test
    void reads_a_stream_from_a_sequence_on() {
        engine().appendEvents(event(stream, 0), event(stream, 1), event(stream, 2));

        assertThat(read(stream, 1))
                .extracting(DomainEventMessage::getSequenceNumber)
                .containsExactly(1L, 2L);
        assertThat(read(stream, 3)).isEmpty();
    }

    @Test
    void tells_the_last_sequence_of_what_it_reads() {
        engine().appendEvents(event(stream, 0), event(stream, 1));

        var read = engine().readEvents(stream.toString(), 0);
        read.forEachRemaining(event -> {});

        assertThat(read.getLastSequenceNumber()).isEqualTo(1);
        assertThat(engine().lastSequenceNumberFor(stream.toString())).contains(1L);
    }

    @Test
    void knows_nothing_of_a_stream_where_nothing_happened() {
        assertThat(read(stream, 0)).isEmpty();
        assertThat(engine().lastSequenceNumberFor(stream.toString())).isEmpty();
        assertThat(engine().readSnapshot(stream.toString())).isEmpty();
    }

    @Test
    void refuses_to_begin_a_stream_twice() {
        engine().appendEvents(event(stream, 0));

        assertThatThrownBy(() -> engine().appendEvents(event(stream, 0)))
                .isInstanceOf(AggregateStreamCreationException.class);
    }

    @Test
    void refuses_the_second_of_two_writers() {
        var first = event(stream, 1);
        engine().appendEvents(event(stream, 0), first);

        assertThatThrownBy(() -> engine().appendEvents(event(stream, 1), event(stream, 2)))
                .isInstanceOf(ConcurrencyException.class);

        assertThat(read(stream, 1))
                .extracting(DomainEventMessage::getIdentifier)
                .containsExactly(first.getIdentifier());
    }

    @Test
    void follows_all_streams_in_the_order_they_were_written() {
        var events = new DomainEventMessage<?>[] {event(stream, 0), event(UUID.randomUUID(), 0), event(stream, 1)};
        for (var event : events) {
            engine().appendEvents(event);
        }

        assertThat(followed(engine().createTailToken())).isEqualTo(identifiers(events));
        assertThat(followed(null)).isEqualTo(identifiers(events));
    }

    @Test
    void follows_from_where_a_reader_has_been() {
        engine().appendEvents(event(stream, 0), event(stream, 1));
        var head = engine().createHeadToken();
        var later = event(stream, 2);
        engine().appendEvents(later);

        assertThat(followed(head)).isEqualTo(identifiers(later));
    }

    private List<String> followed(@Nullable TrackingToken from) {
        try (var events = engine().readEvents(from, false)) {
            return events.map(event -> event.getIdentifier()).toList();
        }
    }

    private static List<String> identifiers(DomainEventMessage<?>... events) {
        return Arrays.stream(events).map(DomainEventMessage::getIdentifier).toList();
    }
}

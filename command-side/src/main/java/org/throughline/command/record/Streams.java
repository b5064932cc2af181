package org.throughline.command.record;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.throughline.events.HistoryEvent;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyId;
import org.throughline.events.PatientEvent;
import org.throughline.events.PatientId;
import org.throughline.events.ProgramEvent;
import org.throughline.events.ProgramId;
import org.throughline.events.SessionEvent;
import org.throughline.events.SessionId;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Patient;
import org.throughline.events.folds.Program;
import org.throughline.events.folds.Session;
import org.throughline.events.storage.EventCodec;
import org.throughline.events.storage.StoredEvent;

/** What stands in the record now, folded: facts for the rules of other streams. */
public final class Streams {
    private final RecordLog log;
    private final EventCodec<HistoryEvent> codec;

    /** Reads a record. */
    public Streams(RecordLog log, EventCodec<HistoryEvent> codec) {
        this.log = log;
        this.codec = codec;
    }

    /** Some streams as they are now, read at once. */
    public Read read(UUID... streams) {
        return new Read(codec, log.streams(Arrays.asList(streams)));
    }

    /** The journeys that a patient was ever enrolled on. */
    public List<Journey> journeysOf(PatientId patient) {
        return journeys(log.journeysOf(patient));
    }

    private List<Journey> journeys(List<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var read = read(ids.toArray(UUID[]::new));
        return ids.stream().map(id -> read.journey(new JourneyId(id))).toList();
    }

    /** The journeys on which attendance or absence was ever recorded for a session. */
    public List<Journey> journeysAt(SessionId session) {
        return journeys(log.journeysAt(session));
    }

    /** Streams as they were at one moment. */
    public static final class Read {
        private final EventCodec<HistoryEvent> codec;
        private final Map<UUID, List<StoredEvent>> streams;

        private Read(EventCodec<HistoryEvent> codec, Map<UUID, List<StoredEvent>> streams) {
            this.codec = codec;
            this.streams = streams;
        }

        /** A patient; {@link Patient#UNKNOWN} before registration. */
        public Patient patient(PatientId id) {
            return fold(id.value(), PatientEvent.class, Patient.UNKNOWN, Patient::evolve);
        }

        /** A program; {@link Program#UNPUBLISHED} before its publication. */
        public Program program(ProgramId id) {
            return fold(id.value(), ProgramEvent.class, Program.UNPUBLISHED, Program::evolve);
        }

        /** A session; {@link Session#UNPLANNED} before it is scheduled. */
        public Session session(SessionId id) {
            return fold(id.value(), SessionEvent.class, Session.UNPLANNED, Session::evolve);
        }

        /** A journey; {@link Journey#UNENROLLED} before enrolment. */
        public Journey journey(JourneyId id) {
            return Journey.UNENROLLED.after(
                    events(id.value(), JourneyEvent.class).toList());
        }

        private <E, S> S fold(UUID stream, Class<E> type, S before, BiFunction<S, E, S> evolve) {
            var state = before;
            for (var event : events(stream, type).toList()) {
                state = evolve.apply(state, event);
            }
            return state;
        }

        /** An id of another kind of stream names nothing: somebody asked for a patient by the id of a journey. */
        private <E> Stream<E> events(UUID stream, Class<E> type) {
            return streams.getOrDefault(stream, List.of()).stream()
                    .map(codec::read)
                    .filter(type::isInstance)
                    .map(type::cast);
        }
    }
}

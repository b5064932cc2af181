package org.throughline.command.record;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
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

/**
 * What stands in the record now, folded: facts for the rules of other streams. While a command is at work, a stream that
 * was read before is not read again: it is a premise of what the command has recorded, which is refused if more has
 * happened there, and then read anew. What is remembered of one life of the record is not found in another.
 */
public final class Streams {
    private static final int AT_MOST = 10_000;
    private static final Duration UNUSED = Duration.ofMinutes(10);

    private record Remembered(String life, UUID stream) {}

    private final RecordLog log;
    private final EventCodec<HistoryEvent> codec;
    private final Cache<Remembered, Premise> memory =
            Caffeine.newBuilder().maximumSize(AT_MOST).expireAfterAccess(UNUSED).build();

    /** Reads a record. */
    public Streams(RecordLog log, EventCodec<HistoryEvent> codec) {
        this.log = log;
        this.codec = codec;
    }

    /** Some streams as they are now, read at once; for a command as they were when they were last read, see above. */
    public Read read(UUID... streams) {
        var asked = Arrays.asList(streams);
        var context = AppendContext.current();
        return context == null ? fresh(asked) : known(asked, context);
    }

    private Read fresh(List<UUID> streams) {
        var read = new HashMap<UUID, Premise>();
        var events = log.streams(streams);
        for (var stream : streams) {
            read.put(stream, premise(stream, events.getOrDefault(stream, List.of())));
        }
        return new Read(read);
    }

    private Read known(List<UUID> streams, AppendContext context) {
        var read = new HashMap<UUID, Premise>();
        var missing = new ArrayList<UUID>();
        var remembered = false;
        for (var stream : streams) {
            var premise = memory.getIfPresent(new Remembered(context.life(), stream));
            if (premise == null || premise.isDoubted()) {
                missing.add(stream);
            } else {
                remembered = true;
                read.put(stream, premise);
            }
        }
        if (!missing.isEmpty()) {
            var news = fresh(missing).premises;
            read.putAll(news);
            news.forEach((stream, premise) -> {
                if (premise.known() > 0) {
                    memory.put(new Remembered(context.life(), stream), premise);
                }
            });
        }
        context.reliesOn(read.values(), remembered);
        return new Read(read);
    }

    private Premise premise(UUID stream, List<StoredEvent> stored) {
        var events = stored.stream().map(codec::read).toList();
        return new Premise(stream, events.size(), events.isEmpty() ? null : state(events));
    }

    /** All events of a stream are of one kind. */
    private static Object state(List<HistoryEvent> events) {
        return switch (events.getFirst()) {
            case PatientEvent ignored -> fold(events, PatientEvent.class, Patient.UNKNOWN, Patient::evolve);
            case ProgramEvent ignored -> fold(events, ProgramEvent.class, Program.UNPUBLISHED, Program::evolve);
            case SessionEvent ignored -> fold(events, SessionEvent.class, Session.UNPLANNED, Session::evolve);
            case JourneyEvent ignored ->
                Journey.UNENROLLED.after(
                        events.stream().map(JourneyEvent.class::cast).toList());
        };
    }

    private static <E, S> S fold(List<HistoryEvent> events, Class<E> type, S before, BiFunction<S, E, S> evolve) {
        var state = before;
        for (var event : events) {
            state = evolve.apply(state, type.cast(event));
        }
        return state;
    }

    /** The journeys that a patient was ever enrolled on. */
    public List<Journey> journeysOf(PatientId patient) {
        return journeys(log.journeysOf(patient));
    }

    private List<Journey> journeys(List<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var read = fresh(ids);
        return ids.stream().map(id -> read.journey(new JourneyId(id))).toList();
    }

    /** The journeys on which attendance or absence was ever recorded for a session. */
    public List<Journey> journeysAt(SessionId session) {
        return journeys(log.journeysAt(session));
    }

    /** Streams as they were at one moment each. An id of another kind of stream names nothing. */
    public static final class Read {
        private final Map<UUID, Premise> premises;

        private Read(Map<UUID, Premise> premises) {
            this.premises = premises;
        }

        /** A patient; {@link Patient#UNKNOWN} before registration. */
        public Patient patient(PatientId id) {
            return state(id.value()) instanceof Patient patient ? patient : Patient.UNKNOWN;
        }

        /** A program; {@link Program#UNPUBLISHED} before its publication. */
        public Program program(ProgramId id) {
            return state(id.value()) instanceof Program program ? program : Program.UNPUBLISHED;
        }

        /** A session; {@link Session#UNPLANNED} before it is scheduled. */
        public Session session(SessionId id) {
            return state(id.value()) instanceof Session session ? session : Session.UNPLANNED;
        }

        /** A journey; {@link Journey#UNENROLLED} before enrolment. */
        public Journey journey(JourneyId id) {
            return state(id.value()) instanceof Journey journey ? journey : Journey.UNENROLLED;
        }

        private @Nullable Object state(UUID stream) {
            var premise = premises.get(stream);
            return premise == null ? null : premise.state();
        }
    }
}

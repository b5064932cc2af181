package org.throughline.benchmarks.loops;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.throughline.events.EntryId;
import org.throughline.events.FollowUpMethod;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.HistoryEvent;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyId;
import org.throughline.events.LevelOfCare;
import org.throughline.events.Modality;
import org.throughline.events.Occurred;
import org.throughline.events.PatientId;
import org.throughline.events.Personal;
import org.throughline.events.Population;
import org.throughline.events.ProgramEvent.PolicyAdopted;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.ProgramId;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.SessionId;
import org.throughline.events.SessionKind;
import org.throughline.events.folds.Program;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.storage.EventCodec;
import org.throughline.events.storage.RecordedAt;
import org.throughline.events.storage.StoredEvent;

/** A journey of 500 events: enrolled, at a session on each of 58 days, and asked about ever after; always the same. */
final class LongJourney {
    private static final int EVENTS = 500;
    private static final int SESSIONS = 58;
    private static final int MINUTES = 180;
    private static final ZoneId ZONE = ZoneId.of("America/Chicago");
    private static final LocalDate OPENED = LocalDate.of(2026, 1, 5);

    private final Random chance = new Random(1);
    private final JourneyId journey = new JourneyId(id());
    private final PatientId patient = new PatientId(id());
    private final ProgramId program = new ProgramId(id());

    private UUID id() {
        return new UUID(chance.nextLong(), chance.nextLong());
    }

    private static Occurred on(LocalDate day) {
        return new Occurred(day.atTime(17, 0).atZone(ZONE).toInstant(), ZONE);
    }

    PatientId patient() {
        return patient;
    }

    /** The program, with its policy. */
    Program program() {
        return new Program(
                new ProgramPublished(
                        program, on(OPENED), "Measured IOP", LevelOfCare.INTENSIVE_OUTPATIENT, Population.ADULT, ZONE),
                List.of(new PolicyAdopted(program, on(OPENED), 1, OPENED, ProgramPolicy.ADULT)));
    }

    /** Some time after its last event. */
    Instant end() {
        return on(OPENED.plusDays(EVENTS)).at();
    }

    /** Its events as they are stored. */
    List<StoredEvent> stored(EventCodec<HistoryEvent> codec, KeyStore keys) {
        var stored = new ArrayList<StoredEvent>();
        for (var event : events()) {
            var id = id();
            var type = codec.types().of(event);
            stored.add(new StoredEvent(
                    stored.size() + 1L,
                    id,
                    journey.value(),
                    stored.size(),
                    type.name(),
                    type.revision(),
                    RecordedAt.text(event.occurred().at()),
                    codec.write(event, id, keys),
                    "{}"));
        }
        return stored;
    }

    private List<JourneyEvent> events() {
        var events = new ArrayList<JourneyEvent>();
        events.add(enrolled());
        while (events.size() <= SESSIONS) {
            events.add(attended(OPENED.plusDays(events.size())));
        }
        while (events.size() < EVENTS) {
            events.add(followedUp(OPENED.plusDays(events.size())));
        }
        return events;
    }

    private Enrolled enrolled() {
        return new Enrolled(
                journey,
                patient,
                new EntryId(id()),
                on(OPENED),
                program,
                LevelOfCare.INTENSIVE_OUTPATIENT,
                ProgramPolicy.ADULT.weeklyMinutes(),
                "clinician-1",
                new TreeMap<>(),
                List.of("F11.20"),
                new TreeMap<>(),
                SESSIONS,
                null,
                1,
                null,
                null,
                null);
    }

    private SessionAttended attended(LocalDate day) {
        return new SessionAttended(
                journey,
                patient,
                new EntryId(id()),
                new SessionId(id()),
                on(day),
                SessionKind.PSYCHOEDUCATION,
                Modality.IN_PERSON,
                MINUTES,
                MINUTES,
                MINUTES,
                null,
                null,
                null,
                day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
                1,
                Personal.known("Took part, spoke about the weekend."),
                null,
                null);
    }

    private FollowUpRecorded followedUp(LocalDate day) {
        return new FollowUpRecorded(
                journey,
                patient,
                new EntryId(id()),
                on(day),
                FollowUpMethod.TELEPHONE,
                FollowUpStatus.NO_RETURN_REPORTED,
                1,
                Personal.known("Answered at once, works again, sleeps well."),
                null,
                null);
    }
}

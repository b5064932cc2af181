package org.throughline.query;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.throughline.events.AbsenceKind;
import org.throughline.events.AbsenceReason;
import org.throughline.events.CancellationReason;
import org.throughline.events.DischargeReason;
import org.throughline.events.EntryId;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.HistoryEvent;
import org.throughline.events.JourneyEntry;
import org.throughline.events.SessionEvent.SessionCancelled;
import org.throughline.events.SessionKind;
import org.throughline.events.VoidReason;
import org.throughline.events.folds.Program;
import org.throughline.testing.Histories;
import org.throughline.testing.JourneyHistory;
import org.throughline.testing.MemoryKeyStore;

/** The same many journeys for the same seed, told in all ways, each stream in its order, the streams mixed. */
public final class RandomHistory {
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 5);

    private static final Program RESIDENTIAL = Histories.residential();

    private final Random random;
    private final int firstNumber;
    private int sessions;

    private RandomHistory(long seed, int firstNumber) {
        this.random = new Random(seed);
        this.firstNumber = firstNumber;
    }

    /** An outpatient and a residential program, and so many patients with a journey each, numbered from 1. */
    public static List<HistoryEvent> of(long seed, int journeys) {
        return new RandomHistory(seed, 1).tell(journeys);
    }

    private List<HistoryEvent> tell(int journeys) {
        var events = new ArrayList<HistoryEvent>(List.of(Histories.published(), Histories.adopted()));
        events.add(Objects.requireNonNull(RESIDENTIAL.published()));
        events.addAll(RESIDENTIAL.policies());
        var streams = new ArrayList<Deque<HistoryEvent>>();
        for (int i = 0; i < journeys; i++) {
            var journey = journey(firstNumber + i);
            var stream = new ArrayDeque<HistoryEvent>();
            stream.add(Histories.registered(journey.patient(), "Ånna" + i, "Müller-" + random.nextInt(1000)));
            stream.addAll(journey.events());
            if (random.nextInt(5) == 0) {
                stream.add(Histories.erased(journey.patient(), MemoryKeyStore.keyIdFor(journey.patient())));
            }
            streams.add(stream);
            streams.add(session());
        }
        while (!streams.isEmpty()) {
            var stream = streams.get(random.nextInt(streams.size()));
            events.add(stream.removeFirst());
            streams.removeIf(Deque::isEmpty);
        }
        return events;
    }

    private Deque<HistoryEvent> session() {
        var id = Histories.session(900_000 + sessions++);
        var scheduled = Histories.scheduled(id, at(random.nextInt(60)), 120);
        var events = new ArrayDeque<HistoryEvent>(List.of(scheduled));
        if (random.nextInt(4) == 0) {
            events.add(new SessionCancelled(
                    id, scheduled.programId(), scheduled.occurred(), one(CancellationReason.values())));
        }
        return events;
    }

    private JourneyHistory journey(int number) {
        var admitted = random.nextInt(20);
        var told = number % 3 == 0 ? Histories.journey(number, RESIDENTIAL) : Histories.journey(number);
        var journey = told.noting("was " + number).enrolled(at(admitted), 360 + random.nextInt(300));
        var day = admitted;
        var steps = 3 + random.nextInt(40);
        for (int i = 0; i < steps; i++) {
            day += random.nextInt(4);
            step(journey, day);
        }
        return journey;
    }

    private void step(JourneyHistory journey, int day) {
        var open = journey.folded().open();
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> {
                if (open) {
                    journey.noting("“note” 🌱").attended(at(day), kind(), 180, 30 * random.nextInt(7));
                }
            }
            case 4, 5 -> {
                if (open) {
                    var noShow = random.nextBoolean();
                    journey.missed(
                            at(day),
                            120,
                            noShow ? AbsenceKind.NO_SHOW : AbsenceKind.EXCUSED,
                            noShow ? AbsenceReason.UNKNOWN : one(AbsenceReason.values()));
                }
            }
            case 6 -> journey.relapsed(at(day));
            case 7 -> journey.followedUp(at(day), one(FollowUpStatus.values()));
            case 8 -> any(journey, JourneyEntry.RelapseReported.class::isInstance, e -> journey.retracted(at(day), e));
            case 9 -> {
                if (open && random.nextInt(3) == 0) {
                    journey.discharged(
                            at(day),
                            DischargeReason.of(1 + random.nextInt(7)),
                            FIRST_DAY.plusDays(day - random.nextInt(3)));
                } else {
                    any(journey, JourneyEntry.Discharged.class::isInstance, e -> journey.rescinded(at(day), e));
                }
            }
            case 10 ->
                any(
                        journey,
                        e -> !(e instanceof JourneyEntry.Enrolled) || random.nextInt(10) == 0,
                        e -> journey.voided(at(day), e, VoidReason.RECORDED_IN_ERROR));
            case 11 -> correct(journey, day);
            default -> throw new IllegalStateException();
        }
    }

    private void correct(JourneyHistory journey, int day) {
        if (random.nextInt(6) == 0) {
            any(
                    journey,
                    JourneyEntry.Enrolled.class::isInstance,
                    entry -> journey.correcting(at(day), entry).enrolled(at(random.nextInt(Math.min(20, day + 1)))));
            return;
        }
        any(journey, JourneyEntry.SessionAttended.class::isInstance, entry -> {
            journey.correcting(at(day), entry);
            if (random.nextBoolean()) {
                journey.attended(at(Math.max(0, day - 2)), kind(), 180, 90);
            } else {
                journey.missed(at(Math.max(0, day - 1)), 180);
            }
        });
    }

    private void any(JourneyHistory journey, Predicate<JourneyEntry> which, Consumer<EntryId> then) {
        var candidates = journey.folded().effective().values().stream()
                .filter(which)
                .map(JourneyEntry::entryId)
                .toList();
        if (!candidates.isEmpty()) {
            then.accept(candidates.get(random.nextInt(candidates.size())));
        }
    }

    private SessionKind kind() {
        return one(SessionKind.values());
    }

    private <T> T one(T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private String at(int day) {
        return "%sT%02d:%02d".formatted(FIRST_DAY.plusDays(day), 6 + random.nextInt(17), 5 * random.nextInt(12));
    }
}

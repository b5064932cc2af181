package org.throughline.standalone.demonstration;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import org.throughline.events.PersonName;

/**
 * Two years of four programs, told as the commands that recorded them, in the order of their recording. A function of its
 * seed, the number of journeys and the moment it ends: the same each time, on every machine. Nothing of it is real.
 *
 * <p>Each command has the moment at which it would have been recorded. Loaded in this order, with these moments as the
 * clock, the record shows what was known when, as it would after two years of work; only the first load of an empty record
 * may set the clock so, and every entry says that its source is the demonstration.
 */
public final class Demonstration implements Iterable<Step> {
    private static final Duration LENGTH = Duration.ofDays(730);

    /** Lanes wait for their turn as long as no step of theirs can be due. */
    private static final Duration LONGEST_LEAD = Duration.ofDays(12);

    /**
     * What everything is drawn from.
     *
     * @param now the moment it ends; nothing is recorded later
     */
    record Frame(long seed, int journeys, Instant now) {
        private static final double GROWTH = 0.75;

        Instant begin() {
            return now.minus(LENGTH);
        }

        /** The earliest moment of an admission, by its number; the programs grow over the years. */
        private Instant slot(double number) {
            var span = LENGTH.minus(Duration.ofDays(1)).toSeconds();
            return begin().plusSeconds(Math.round(span * Math.pow(number / journeys, GROWTH)));
        }

        /** An admission at an hour when somebody is there. */
        Instant admission(int number, DemonstrationProgram program, Chance chance) {
            return slot(number + chance.share())
                    .atZone(program.zone())
                    .toLocalDate()
                    .atTime(chance.between(9, 14), chance.between(0, 59))
                    .atZone(program.zone())
                    .toInstant();
        }

        /** Some names are always there, among the first journeys and among the last, which are still open. */
        Optional<PersonName> demanding(int number) {
            var place = number < journeys / 2 ? number : journeys - 1 - number;
            return place < Names.DEMANDING.size() ? Optional.of(Names.DEMANDING.get(place)) : Optional.empty();
        }

        LocalDate today(DemonstrationProgram program) {
            return now.atZone(program.zone()).toLocalDate();
        }

        /** Some of those admitted in the last weeks have stopped coming, so that there is somebody to call. */
        boolean staysAwayNow(int number, LocalDate admitted) {
            var days =
                    ChronoUnit.DAYS.between(admitted, now.atZone(ZoneOffset.UTC).toLocalDate());
            return days >= 16 && days <= 75 && number % 7 == 3;
        }

        /** About ten patients a group. */
        int groups() {
            return Math.max(1, (int) Math.round(journeys / 420.0));
        }
    }

    private final Frame frame;
    private final Meetings meetings;

    /**
     * A demonstration.
     *
     * @param journeys how many journeys
     * @param now the moment it ends
     */
    public Demonstration(long seed, int journeys, Instant now) {
        if (journeys < 1) {
            throw new IllegalArgumentException("A demonstration has one journey at least");
        }
        this.frame = new Frame(seed, journeys, now);
        this.meetings = new Meetings(seed, frame.groups(), now);
    }

    /** How many commands it has. */
    public int size() {
        var size = 0;
        for (var ignored : this) {
            size++;
        }
        return size;
    }

    @Override
    public Iterator<Step> iterator() {
        return new Merge();
    }

    /** A sequence of steps in the order of time. */
    private static final class Lane {
        private final Iterator<Step> rest;
        private Step next;

        Lane(Iterator<Step> steps) {
            this.rest = steps;
            this.next = steps.next();
        }

        /** Whether there is another step. */
        boolean advance() {
            if (rest.hasNext()) {
                next = rest.next();
                return true;
            }
            return false;
        }
    }

    /** Merges the programs' and the journeys' lanes, each opened only when its time comes: memory holds the open ones. */
    private final class Merge implements Iterator<Step> {
        private final PriorityQueue<Lane> lanes = new PriorityQueue<>(
                Comparator.<Lane, Instant>comparing(lane -> lane.next.at()).thenComparing(lane -> lane.next.key()));
        private int opened;

        Merge() {
            for (var program : DemonstrationProgram.values()) {
                open(new ProgramTale(frame, meetings, program).steps());
            }
            openWhatIsDue();
        }

        private void open(List<Step> steps) {
            var known = new ArrayList<Step>(steps);
            known.removeIf(step -> step.at().isAfter(frame.now()));
            if (!known.isEmpty()) {
                lanes.add(new Lane(known.iterator()));
            }
        }

        private void openWhatIsDue() {
            while (opened < frame.journeys()
                    && (lanes.isEmpty()
                            || !lanes.element()
                                    .next
                                    .at()
                                    .isBefore(frame.slot(opened).minus(LONGEST_LEAD)))) {
                open(new JourneyTale(frame, meetings, Life.draw(frame, opened)).steps());
                opened++;
            }
        }

        @Override
        public boolean hasNext() {
            return !lanes.isEmpty();
        }

        @Override
        public Step next() {
            var lane = lanes.poll();
            if (lane == null) {
                throw new NoSuchElementException();
            }
            var step = lane.next;
            if (lane.advance()) {
                lanes.add(lane);
            }
            openWhatIsDue();
            return step;
        }
    }

    /** The first day of the first week. */
    static LocalDate firstMonday(Frame frame, DemonstrationProgram program) {
        return frame.begin().atZone(program.zone()).toLocalDate().with(DayOfWeek.MONDAY);
    }
}

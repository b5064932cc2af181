package org.throughline.standalone.demonstration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.throughline.command.journey.JourneyCommand.EntryCommand;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyId;
import org.throughline.events.PatientId;

/** Writes the steps of one journey down, with their ids and keys. */
final class Pen {
    private final long seed;
    private final int number;
    private final List<Step> steps = new ArrayList<>();
    private int entries;

    Pen(long seed, int number) {
        this.seed = seed;
        this.number = number;
    }

    JourneyId journey(Instant registered) {
        return new JourneyId(Chance.id(seed, registered, "journey/" + number));
    }

    static PatientId patient(long seed, Life first) {
        return new PatientId(Chance.id(seed, first.registered(), "patient/" + first.number()));
    }

    /** A new entry's id. */
    EntryId entry(Instant at) {
        return new EntryId(Chance.id(seed, at, "entry/" + number + "/" + entries++));
    }

    void write(Instant at, DemonstrationAccount by, EntryCommand command) {
        write(at, by, command, command.entryId());
    }

    void write(Instant at, DemonstrationAccount by, Object command, @Nullable EntryId entry) {
        steps.add(new Step(at, by, command, entry, "journey-%06d-%04d".formatted(number, steps.size())));
    }

    void add(Step step) {
        steps.add(step);
    }

    /** What was written, in the order of time. */
    List<Step> inOrder() {
        steps.sort(Comparator.comparing(Step::at));
        return steps;
    }
}

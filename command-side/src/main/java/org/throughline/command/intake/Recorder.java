package org.throughline.command.intake;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.command.intake.Intake.Progress;
import org.throughline.command.intake.Translated.OfAttendance;
import org.throughline.command.intake.Translated.OfJourney;
import org.throughline.command.journey.JourneyCommand.EntryCommand;
import org.throughline.command.record.Streams;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.CommandDesk;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Submission;
import org.throughline.events.EntryId;
import org.throughline.events.Source;
import org.throughline.events.folds.Journey;
import org.throughline.events.storage.RecordedAt;

/** Records what the rows of a file say and the record does not have yet, through the desk like anybody else. */
final class Recorder implements RowReader.Taker {
    private final Mapping mapping;
    private final CommandDesk desk;
    private final Streams streams;
    private final InstantSource clock;
    private final Actor actor;
    private final UUID run;
    private final Flaws flaws;
    private final Progress progress;
    private final Translation translation;
    private long rows;
    private long recorded;
    private long unchanged;
    private boolean ended;

    Recorder(
            Mapping mapping,
            CommandDesk desk,
            Streams streams,
            InstantSource clock,
            Actor actor,
            UUID run,
            Flaws flaws,
            Progress progress) {
        this.mapping = mapping;
        this.desk = desk;
        this.streams = streams;
        this.clock = clock;
        this.actor = actor;
        this.run = run;
        this.flaws = flaws;
        this.progress = progress;
        this.translation = mapping.translation();
    }

    /** Whether an entry is on a journey, or was and counts no more. */
    static boolean recorded(Journey journey, EntryCommand command) {
        return journey.effective().containsKey(command.entryId())
                || journey.withdrawn().contains(command.entryId());
    }

    /** What became of it. */
    Intake.Ran ran() {
        return new Intake.Ran(rows, recorded, unchanged, flaws.told(), flaws.count(), !ended);
    }

    /** Opens the programs that are missing. */
    void programs() {
        for (var plan : mapping.programs()) {
            var program = streams.read(plan.id().value()).program(plan.id());
            for (var command : Openings.of(plan, program, now())) {
                submit(command, null, plan.id().value() + command.getClass().getSimpleName());
            }
        }
    }

    private Instant now() {
        return RecordedAt.truncated(clock.instant());
    }

    @Override
    public boolean take(Row row) {
        try {
            switch (translation.of(row, now(), flaws)) {
                case OfJourney journey -> record(journey);
                case OfAttendance attendance -> record(attendance);
                case null -> {
                    // told already
                }
            }
        } catch (Refused refused) {
            flaws.accept(refused, row.line(), "");
        }
        ended = !progress.at(++rows);
        return !ended;
    }

    private void record(OfJourney row) {
        var read = streams.read(row.patient().patientId().value(), row.journey().value());
        if (read.patient(row.patient().patientId()).program().isEmpty()) {
            submit(row.patient(), null, row.patient().patientId().toString());
        } else {
            unchanged++;
        }
        var journey = read.journey(row.journey());
        row.entries().forEach(entry -> record(journey, entry));
    }

    private void record(OfAttendance row) {
        var planned = row.session();
        var id = row.entry().journeyId();
        var read = streams.read(planned.sessionId().value(), id.value());
        if (read.session(planned.sessionId()).scheduled() == null) {
            submit(planned, null, planned.sessionId().toString());
        }
        record(read.journey(id), row.entry());
    }

    private void record(Journey journey, EntryCommand entry) {
        if (recorded(journey, entry)) {
            unchanged++;
        } else {
            submit(entry, entry.entryId(), entry.entryId().toString());
        }
    }

    private void submit(Object command, @Nullable EntryId entry, String key) {
        var receipt =
                desk.submit(new Submission(command, actor, Source.IMPORT, run, entry).under("import-" + key, null));
        if (receipt.replayed()) {
            unchanged++;
        } else {
            recorded++;
        }
    }
}

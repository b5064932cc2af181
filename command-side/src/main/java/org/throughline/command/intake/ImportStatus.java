package org.throughline.command.intake;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an import stands.
 *
 * @param id also the correlation of what it records
 * @param name the name in its mapping
 * @param by who asked for it
 * @param rows how many rows the file has, once it was tried
 * @param done how many rows the latest run has worked through
 * @param recorded how many commands the latest run carried out
 * @param unchanged how many the latest run found recorded already
 * @param flaws what is wrong, or was refused
 * @param flawCount how many flaws there are, told or not
 */
public record ImportStatus(
        UUID id,
        @Nullable String name,
        String by,
        Instant created,
        State state,
        long rows,
        long done,
        long recorded,
        long unchanged,
        List<Flaw> flaws,
        long flawCount) {

    /** Where it is. */
    public enum State {
        /** The mapping is here, the file is not. */
        AWAITING_FILE,
        /** The dry run found something wrong. */
        FLAWED,
        /** The dry run found nothing wrong: it can run. */
        READY,
        /** It is being recorded. */
        RUNNING,
        /** Somebody stopped it; it can run on. */
        CANCELLED,
        /** It ended before its end, because the program did or the record did not answer; it can run on. */
        INTERRUPTED,
        /** All of it is recorded, and the file is deleted. */
        DONE,
        /** Recorded but for what was refused, and the file is deleted. */
        DONE_WITH_REFUSALS
    }

    /** Whether it can be run. */
    boolean canRun() {
        return switch (state) {
            case READY, CANCELLED, INTERRUPTED -> true;
            case AWAITING_FILE, FLAWED, RUNNING, DONE, DONE_WITH_REFUSALS -> false;
        };
    }

    ImportStatus in(State next) {
        return new ImportStatus(id, name, by, created, next, rows, done, recorded, unchanged, flaws, flawCount);
    }

    ImportStatus at(long rowsDone) {
        return new ImportStatus(id, name, by, created, state, rows, rowsDone, recorded, unchanged, flaws, flawCount);
    }

    ImportStatus checked(Intake.Checked checked) {
        var next = checked.flawCount() == 0 ? State.READY : State.FLAWED;
        return new ImportStatus(
                id, name, by, created, next, checked.rows(), 0, 0, 0, checked.flaws(), checked.flawCount());
    }

    ImportStatus ran(Intake.Ran ran) {
        var ended = ran.flaws().isEmpty() ? State.DONE : State.DONE_WITH_REFUSALS;
        return new ImportStatus(
                id,
                name,
                by,
                created,
                ran.complete() ? ended : State.CANCELLED,
                rows,
                ran.rows(),
                ran.recorded(),
                ran.unchanged(),
                ran.flaws(),
                ran.flaws().size());
    }
}

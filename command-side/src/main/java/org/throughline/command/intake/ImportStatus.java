package org.throughline.command.intake;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

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
@Schema(
        description = "How an import stands.",
        requiredProperties = {
            "id",
            "name",
            "by",
            "created",
            "state",
            "rows",
            "done",
            "recorded",
            "unchanged",
            "flaws",
            "flawCount"
        })
public record ImportStatus(
        @Schema(description = "Also the correlation of what it records.")
        UUID id,

        @Schema(description = "The name in its mapping.") String name,
        @Schema(description = "Who created it.") String by,
        Instant created,

        @Schema(
                description =
                        "Where it is: AWAITING_FILE, FLAWED or READY to run, RUNNING, CANCELLED or INTERRUPTED and able to"
                                + " run on when it is run again, DONE, or DONE_WITH_REFUSALS, which are among the flaws.")
        State state,

        @Schema(description = "How many rows the file has, once it was tried.")
        long rows,

        @Schema(description = "How many rows the latest run has worked through.")
        long done,

        @Schema(description = "How many commands the latest run carried out, once it ended.")
        long recorded,

        @Schema(description = "How many the latest run found recorded already, once it ended.")
        long unchanged,

        @Schema(description = "What is wrong, or was refused; the first 10,000.")
        List<Flaw> flaws,

        @Schema(description = "How many flaws there are, told or not.")
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
        /** It ended before its end, because its node did or the record did not answer; it can be run on, by any node. */
        INTERRUPTED,
        /** All of it is recorded, and the file is deleted. */
        DONE,
        /** Recorded but for what was refused, and the file is deleted. */
        DONE_WITH_REFUSALS
    }

    /** Whether the file that was sent is still needed. */
    boolean hasUseOfItsFile() {
        return switch (state) {
            case READY, RUNNING, CANCELLED, INTERRUPTED -> true;
            case AWAITING_FILE, FLAWED, DONE, DONE_WITH_REFUSALS -> false;
        };
    }

    /**
     * It, while it takes a file.
     *
     * @throws ImportRefused if its file cannot be replaced
     */
    ImportStatus takingAFile() {
        return switch (state) {
            case AWAITING_FILE, FLAWED, READY -> this;
            case RUNNING, CANCELLED, INTERRUPTED, DONE, DONE_WITH_REFUSALS ->
                throw ImportRefused.now(
                        "It has been run: its file cannot be replaced.", "Create another import for another file.");
        };
    }

    /**
     * It, running.
     *
     * @throws ImportRefused if it cannot be run
     */
    ImportStatus running() {
        return switch (state) {
            case READY, CANCELLED, INTERRUPTED -> in(State.RUNNING).at(0);
            case AWAITING_FILE -> throw ImportRefused.now("It has no file yet.", "Send its file first.");
            case FLAWED ->
                throw ImportRefused.now(
                        "Something is wrong with its file.", "Look at its flaws, and send a better file.");
            case RUNNING -> throw ImportRefused.now("It is running already.", "Look at how it stands.");
            case DONE, DONE_WITH_REFUSALS ->
                throw ImportRefused.now(
                        "All of it is recorded.", "Create another import: what is recorded already is left alone.");
        };
    }

    /**
     * It, cancelled.
     *
     * @throws ImportRefused if there is nothing to stop
     */
    ImportStatus cancelled() {
        return switch (state) {
            case RUNNING, READY, INTERRUPTED, CANCELLED -> in(State.CANCELLED);
            case AWAITING_FILE, FLAWED, DONE, DONE_WITH_REFUSALS ->
                throw ImportRefused.now("Nothing is running that could be stopped.", "Delete it if it is not wanted.");
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
        return new ImportStatus(
                id,
                name,
                by,
                created,
                after(ran),
                rows,
                ran.rows(),
                ran.recorded(),
                ran.unchanged(),
                ran.flaws(),
                ran.flawCount());
    }

    private State after(Intake.Ran ran) {
        if (!ran.complete()) {
            return state == State.CANCELLED ? State.CANCELLED : State.INTERRUPTED;
        }
        return ran.flawCount() == 0 ? State.DONE : State.DONE_WITH_REFUSALS;
    }
}

package org.throughline.events;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

/** What can happen to a program and its policies. */
public sealed interface ProgramEvent extends HistoryEvent {
    /** The program. */
    ProgramId programId();

    @Override
    default UUID stream() {
        return programId().value();
    }

    /**
     * A program opened its doors.
     *
     * @param name its public name
     * @param levelOfCare what it offers
     * @param population whom it treats
     * @param timeZone where its days and weeks are counted
     */
    @EventType(name = "program.published", meaning = "A program opened its doors.")
    record ProgramPublished(
            ProgramId programId,
            Occurred occurred,
            String name,
            LevelOfCare levelOfCare,
            Population population,
            ZoneId timeZone)
            implements ProgramEvent {}

    /**
     * A program adopted a policy.
     *
     * @param version counts the policies of the program, from 1
     * @param effectiveFrom the first day it is in force
     * @param policy the rules
     */
    @EventType(
            name = "program.policy-adopted",
            meaning = "A program adopted the rules that it is run by, from a day on.")
    record PolicyAdopted(
            ProgramId programId, Occurred occurred, int version, LocalDate effectiveFrom, ProgramPolicy policy)
            implements ProgramEvent {}
}

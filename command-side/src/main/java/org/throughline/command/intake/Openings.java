package org.throughline.command.intake;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.throughline.command.intake.Mapping.ProgramPlan;
import org.throughline.command.program.ProgramCommand;
import org.throughline.command.program.ProgramCommand.AdoptPolicy;
import org.throughline.command.program.ProgramCommand.PublishProgram;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.folds.Program;

/** Opens the programs that a mapping names. */
final class Openings {
    private Openings() {}

    /** What is missing to a program: its publication, its policy, both or nothing. */
    static List<ProgramCommand> of(ProgramPlan plan, Program program, Instant now) {
        var missing = new ArrayList<ProgramCommand>();
        if (program.published() == null) {
            missing.add(new PublishProgram(
                    plan.id(), now, plan.name(), plan.levelOfCare(), plan.population(), plan.timeZone()));
        }
        if (program.policies().isEmpty()) {
            missing.add(new AdoptPolicy(
                    plan.id(),
                    now,
                    plan.policyFrom(),
                    new ProgramPolicy(DayOfWeek.MONDAY, plan.weeklyMinutes(), 60, 180, 360, 24, 14, 3, 30, 6)));
        }
        return missing;
    }
}

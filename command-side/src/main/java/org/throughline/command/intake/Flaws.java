package org.throughline.command.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.throughline.command.submission.Refused;

/** Keeps what is wrong, as far as it is told. */
final class Flaws implements Consumer<Flaw> {
    private final List<Flaw> told = new ArrayList<>();
    private long count;

    @Override
    public void accept(Flaw flaw) {
        count++;
        if (told.size() < Intake.MOST_FLAWS_TOLD) {
            told.add(flaw);
        }
    }

    /** Everything that a refusal says is wrong. */
    void accept(Refused refused, long line, String before) {
        if (refused.problems().isEmpty()) {
            accept(new Flaw(line, "", refused.rule().code(), refused.detail()));
        }
        refused.problems()
                .forEach(problem -> accept(
                        new Flaw(line, before + problem.field(), problem.rule().code(), problem.detail())));
    }

    /** How many there are, told or not. */
    long count() {
        return count;
    }

    /** What is told, in the order of the file. */
    List<Flaw> told() {
        told.sort(Comparator.comparingLong(Flaw::line));
        return List.copyOf(told);
    }
}

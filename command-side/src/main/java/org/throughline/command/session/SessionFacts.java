package org.throughline.command.session;

import java.util.List;
import org.throughline.events.EntryId;
import org.throughline.events.folds.Program;

/**
 * What the rules about a session need from other streams.
 *
 * @param program the program that holds it
 * @param recorded the entries of attendance and absence for it that count, on any journey
 */
public record SessionFacts(Program program, List<EntryId> recorded) {
    public SessionFacts {
        recorded = List.copyOf(recorded);
    }
}

package org.throughline.standalone.demonstration;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.throughline.events.EntryId;

/**
 * One command of the demonstration.
 *
 * @param at when it is recorded: the demonstration's clock
 * @param by who records it
 * @param command what is recorded
 * @param entry the entry it makes, if it makes one
 * @param key the same for the same step of the same demonstration, so that it happens once
 */
public record Step(
        Instant at,
        DemonstrationAccount by,
        Object command,
        @Nullable EntryId entry,
        String key) {}

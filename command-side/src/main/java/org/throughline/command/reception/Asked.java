package org.throughline.command.reception;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.command.submission.Actor;
import org.throughline.events.Source;

/**
 * Who asks, through which door, and on what condition.
 *
 * @param key the client's Idempotency-Key
 * @param version the version of the journey that the client has seen, from If-Match
 * @param correlation what this belongs to: the request alone, or with Correlation an earlier one, such as the voiding of an
 *     entry recorded for the wrong patient
 */
public record Asked(
        Actor actor,
        Source source,
        @Nullable String key,
        @Nullable Long version,
        UUID correlation) {}

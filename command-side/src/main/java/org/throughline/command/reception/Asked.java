package org.throughline.command.reception;

import org.jspecify.annotations.Nullable;
import org.throughline.command.submission.Actor;
import org.throughline.events.Source;

/**
 * Who asks, through which door, and on what condition.
 *
 * @param key the client's Idempotency-Key
 * @param version the version of the journey that the client has seen, from If-Match
 */
public record Asked(
        Actor actor,
        Source source,
        @Nullable String key,
        @Nullable Long version) {}

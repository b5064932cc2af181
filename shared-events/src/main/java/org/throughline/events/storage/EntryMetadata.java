package org.throughline.events.storage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.events.Role;
import org.throughline.events.Source;

/**
 * Who recorded an event and how: codes and opaque ids only.
 *
 * @param actor the person or client, by an opaque id
 * @param role what they acted as
 * @param onBehalfOf for whom, if for another
 * @param source through which door
 * @param correlation what belongs together: a request, an import run, a wrong-patient correction
 * @param causation the event that caused it, if one did
 * @param key the idempotency key of the command
 */
public record EntryMetadata(
        String actor,
        Role role,
        @Nullable String onBehalfOf,
        Source source,
        UUID correlation,
        @Nullable UUID causation,
        @Nullable String key) {}

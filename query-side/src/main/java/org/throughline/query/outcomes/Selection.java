package org.throughline.query.outcomes;

import org.jspecify.annotations.Nullable;
import org.throughline.events.ProgramId;

/**
 * Which journeys are counted, and by what they are compared.
 *
 * @param program null for all
 */
record Selection(@Nullable ProgramId program, DataKind kind, Grouping grouping) {}

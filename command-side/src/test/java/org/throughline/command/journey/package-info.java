/** Journeys: how commands reach their rules. */
@NullMarked
package org.throughline.command.journey;

import org.jspecify.annotations.NullMarked;

/** Recording journeys: who was there, what happened, how it ended, and what was wrong. */
@NullMarked
package org.throughline.command.journey;

import org.jspecify.annotations.NullMarked;

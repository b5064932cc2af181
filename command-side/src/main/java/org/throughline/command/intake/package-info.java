/** Taking over journeys from files: read, tried, and then recorded through the same rules as everything else. */
@NullMarked
package org.throughline.command.intake;

import org.jspecify.annotations.NullMarked;

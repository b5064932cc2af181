/** What belongs together: one id for a request, its lines in the log, and the events that it records. */
@NullMarked
package org.throughline.command.correlation;

import org.jspecify.annotations.NullMarked;

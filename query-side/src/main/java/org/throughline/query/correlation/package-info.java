/** What belongs together: one id for a request, its lines in the log, and for what is done with an event later. */
@NullMarked
package org.throughline.query.correlation;

import org.jspecify.annotations.NullMarked;

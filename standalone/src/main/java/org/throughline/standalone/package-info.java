/** The one-command start: both sides in one process on a PostgreSQL of its own, with demonstration data. */
@NullMarked
package org.throughline.standalone;

import org.jspecify.annotations.NullMarked;

/** Command-side as a whole, tried on a real PostgreSQL. */
@NullMarked
package org.throughline.command;

import org.jspecify.annotations.NullMarked;

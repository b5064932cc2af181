/** The journeys that need someone first, and why. */
@NullMarked
package org.throughline.query.worklist;

import org.jspecify.annotations.NullMarked;

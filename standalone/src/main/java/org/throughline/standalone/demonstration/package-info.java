/** Synthetic journeys to look at: drawn from a seed, believable, and marked as not real. */
@NullMarked
package org.throughline.standalone.demonstration;

import org.jspecify.annotations.NullMarked;

/** Survival statistics over counted days, equal to those of R's survival and cmprsk packages; nothing but arithmetic. */
@NullMarked
package org.throughline.query.outcomes.survival;

import org.jspecify.annotations.NullMarked;

/** A journey as it was known at any earlier moment, straight from the record. */
@NullMarked
package org.throughline.query.replay;

import org.jspecify.annotations.NullMarked;

/** Who has read whose record. */
@NullMarked
package org.throughline.query.access;

import org.jspecify.annotations.NullMarked;

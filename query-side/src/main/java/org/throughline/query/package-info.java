/** The side that remembers and shows: projections, read models, pages. */
@NullMarked
package org.throughline.query;

import org.jspecify.annotations.NullMarked;

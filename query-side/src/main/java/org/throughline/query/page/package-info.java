/** What all pages have in common: the frame, the way around, how times and codes are written. */
@NullMarked
package org.throughline.query.page;

import org.jspecify.annotations.NullMarked;

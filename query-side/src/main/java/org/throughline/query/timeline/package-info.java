/** One journey as it stands: every entry, when it happened, when and by whom it was recorded, and what was taken back. */
@NullMarked
package org.throughline.query.timeline;

import org.jspecify.annotations.NullMarked;

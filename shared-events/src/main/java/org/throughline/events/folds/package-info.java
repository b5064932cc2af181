/** What the history amounts to: pure folds over events, the same for those who decide and those who show. */
@NullMarked
package org.throughline.events.folds;

import org.jspecify.annotations.NullMarked;

/** What must not happen: that somebody reads, changes or records what is not theirs. Tried on the whole application. */
@NullMarked
package org.throughline.standalone.guarded;

import org.jspecify.annotations.NullMarked;

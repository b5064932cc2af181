/** How events are stored, read back after years, and proven unaltered. */
@NullMarked
package org.throughline.events.storage;

import org.jspecify.annotations.NullMarked;

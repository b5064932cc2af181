/** Command-side: takes commands, judges them by rules, and records what they cause. */
@NullMarked
package org.throughline.command;

import org.jspecify.annotations.NullMarked;

/** Programs: how commands reach their rules. */
@NullMarked
package org.throughline.command.program;

import org.jspecify.annotations.NullMarked;

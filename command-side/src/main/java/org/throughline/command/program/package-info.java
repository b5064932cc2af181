/** Publishing programs and adopting their policies. */
@NullMarked
package org.throughline.command.program;

import org.jspecify.annotations.NullMarked;

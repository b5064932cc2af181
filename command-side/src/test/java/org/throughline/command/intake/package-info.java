/** Tests of imports. */
@NullMarked
package org.throughline.command.intake;

import org.jspecify.annotations.NullMarked;

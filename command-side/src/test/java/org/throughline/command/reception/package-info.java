/** The command side as clients meet it: over HTTP, with the real rules on a real record. */
@NullMarked
package org.throughline.command.reception;

import org.jspecify.annotations.NullMarked;

/** How a command comes in and is answered: who submits it, by which rule it is refused, what the answer says. */
@NullMarked
package org.throughline.command.submission;

import org.jspecify.annotations.NullMarked;

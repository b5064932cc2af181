/** What is told of a command while it is carried out: how long each step takes, and spans where it is traced. */
@NullMarked
package org.throughline.command.trace;

import org.jspecify.annotations.NullMarked;

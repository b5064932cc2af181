/** How a refusal reaches the one who asked: RFC 9457 problems with a sentence and what to do next. */
@NullMarked
package org.throughline.command.problems;

import org.jspecify.annotations.NullMarked;

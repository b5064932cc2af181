/** What is answered, and what is logged, where things fail that should not. */
@NullMarked
package org.throughline.command.problems;

import org.jspecify.annotations.NullMarked;

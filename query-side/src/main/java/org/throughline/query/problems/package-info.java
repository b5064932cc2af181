/** What can be wrong with a question, and what the one who asked can do about it. */
@NullMarked
package org.throughline.query.problems;

import org.jspecify.annotations.NullMarked;

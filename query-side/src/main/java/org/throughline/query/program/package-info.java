/** Programs and their policies by name and day. */
@NullMarked
package org.throughline.query.program;

import org.jspecify.annotations.NullMarked;

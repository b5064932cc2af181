/** Pages as people see them, over an invented history and without a database. */
@NullMarked
package org.throughline.stage;

import org.jspecify.annotations.NullMarked;

/** What administrators look after: how the read models do, and building them again. */
@NullMarked
package org.throughline.query.operations;

import org.jspecify.annotations.NullMarked;

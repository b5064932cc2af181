/** One row a journey without any identity: how it went, for those who count. */
@NullMarked
package org.throughline.query.outcome;

import org.jspecify.annotations.NullMarked;

/** A real PostgreSQL 18 for every test that has SQL in it. */
@NullMarked
package org.throughline.testing;

import org.jspecify.annotations.NullMarked;

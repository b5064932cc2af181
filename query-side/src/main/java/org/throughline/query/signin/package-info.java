/** Who is asking: sessions and tokens become an actor, and every address says which roles may come in. */
@NullMarked
package org.throughline.query.signin;

import org.jspecify.annotations.NullMarked;

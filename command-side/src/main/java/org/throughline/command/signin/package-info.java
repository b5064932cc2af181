/** Who is asking: sessions and tokens become an actor; nothing is open by default. */
@NullMarked
package org.throughline.command.signin;

import org.jspecify.annotations.NullMarked;

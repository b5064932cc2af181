/** Both sides as processes of their own, on one PostgreSQL, with a provider of sign-ins. */
@NullMarked
package org.throughline.standalone.apart;

import org.jspecify.annotations.NullMarked;

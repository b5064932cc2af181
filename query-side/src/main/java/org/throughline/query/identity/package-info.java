/** The only read model that holds clear names, for finding a patient; it forgets them with the key. */
@NullMarked
package org.throughline.query.identity;

import org.jspecify.annotations.NullMarked;

/** Destroying somebody's personal data from a page. */
@NullMarked
package org.throughline.query.erasure;

import org.jspecify.annotations.NullMarked;

/** Sessions that are planned, held or called off. */
@NullMarked
package org.throughline.query.session;

import org.jspecify.annotations.NullMarked;

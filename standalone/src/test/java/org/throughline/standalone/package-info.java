/** The start itself, tried as people use it. */
@NullMarked
package org.throughline.standalone;

import org.jspecify.annotations.NullMarked;

/** Tests of the demonstration's journeys. */
@NullMarked
package org.throughline.standalone.demonstration;

import org.jspecify.annotations.NullMarked;

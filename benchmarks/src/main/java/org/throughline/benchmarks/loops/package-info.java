/** The inner loops that the speed of the whole rests on, each by itself, without a database. */
@NullMarked
package org.throughline.benchmarks.loops;

import org.jspecify.annotations.NullMarked;

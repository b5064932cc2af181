/** Proves that the one-command start's database keeps what it was given, and keeps others out. */
@NullMarked
package org.throughline.standalone.postgres;

import org.jspecify.annotations.NullMarked;

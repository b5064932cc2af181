/** Where requests arrive: who asks is made out, ids and time are given, and the answer is written. */
@NullMarked
package org.throughline.command.reception;

import org.jspecify.annotations.NullMarked;

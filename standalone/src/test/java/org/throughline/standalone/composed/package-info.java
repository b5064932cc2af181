/** The whole system as an operator runs it: in containers, behind its proxy, with its own sign-in. */
@NullMarked
package org.throughline.standalone.composed;

import org.jspecify.annotations.NullMarked;

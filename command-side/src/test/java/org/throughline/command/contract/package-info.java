/** The description of the interface, against the interface. */
@NullMarked
package org.throughline.command.contract;

import org.jspecify.annotations.NullMarked;

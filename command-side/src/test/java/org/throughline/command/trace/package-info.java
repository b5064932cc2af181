@NullMarked
package org.throughline.command.trace;

import org.jspecify.annotations.NullMarked;

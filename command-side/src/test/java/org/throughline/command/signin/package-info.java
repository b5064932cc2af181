/** Every door, tried by everybody. */
@NullMarked
package org.throughline.command.signin;

import org.jspecify.annotations.NullMarked;

/** Planning sessions and calling them off. */
@NullMarked
package org.throughline.command.session;

import org.jspecify.annotations.NullMarked;

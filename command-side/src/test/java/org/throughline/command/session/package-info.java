/** Sessions: how commands reach their rules. */
@NullMarked
package org.throughline.command.session;

import org.jspecify.annotations.NullMarked;

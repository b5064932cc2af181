/** How a command is handed in: by whom, under which key, for which version, and what is answered. */
@NullMarked
package org.throughline.command.submission;

import org.jspecify.annotations.NullMarked;

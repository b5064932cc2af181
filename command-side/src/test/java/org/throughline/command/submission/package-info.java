/** What happens to a command between the door and the record. */
@NullMarked
package org.throughline.command.submission;

import org.jspecify.annotations.NullMarked;

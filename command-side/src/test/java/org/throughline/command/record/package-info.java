/** What the record promises, tried on a real PostgreSQL. */
@NullMarked
package org.throughline.command.record;

import org.jspecify.annotations.NullMarked;

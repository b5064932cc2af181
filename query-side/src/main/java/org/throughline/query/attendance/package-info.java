/** Attendance by week: hours required, scheduled and credited. */
@NullMarked
package org.throughline.query.attendance;

import org.jspecify.annotations.NullMarked;

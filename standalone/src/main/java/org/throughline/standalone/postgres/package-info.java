/** The PostgreSQL of the one-command start: unpacked, set up, started durably, and stopped again. */
@NullMarked
package org.throughline.standalone.postgres;

import org.jspecify.annotations.NullMarked;

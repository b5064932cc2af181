/** The language of the record: everything that can happen to a patient, a journey, a program and a session. */
@NullMarked
package org.throughline.events;

import org.jspecify.annotations.NullMarked;

/** Registering patients and destroying their personal data. */
@NullMarked
package org.throughline.command.patient;

import org.jspecify.annotations.NullMarked;

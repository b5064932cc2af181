/** Patients: how commands reach their rules, and what erasure does. */
@NullMarked
package org.throughline.command.patient;

import org.jspecify.annotations.NullMarked;

/** The record: the one append that makes events and claims durable, and how streams are read back. */
@NullMarked
package org.throughline.command.record;

import org.jspecify.annotations.NullMarked;

/** How personal data is sealed with one key a patient, opened, and made unreadable for ever. */
@NullMarked
package org.throughline.events.privacy;

import org.jspecify.annotations.NullMarked;

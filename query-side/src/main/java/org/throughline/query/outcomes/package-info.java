/** How journeys went, counted: what researchers, managers and auditors see. No identity, and no small cells for most. */
@NullMarked
package org.throughline.query.outcomes;

import org.jspecify.annotations.NullMarked;

/** How the record reaches the read models: reading it, handing it on in batches, keeping their place, building them anew. */
@NullMarked
package org.throughline.query.feed;

import org.jspecify.annotations.NullMarked;

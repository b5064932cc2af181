/** What is told of requests and projections to whoever follows traces. */
@NullMarked
package org.throughline.query.trace;

import org.jspecify.annotations.NullMarked;

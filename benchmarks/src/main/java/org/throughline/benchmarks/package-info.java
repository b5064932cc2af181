/** What the speed claims are measured with: each figure beside what PostgreSQL itself does in the same run. */
@NullMarked
package org.throughline.benchmarks;

import org.jspecify.annotations.NullMarked;

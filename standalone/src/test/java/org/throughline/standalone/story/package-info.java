/** What people do with Throughline, from sign-in to the last page, in a real browser. */
@NullMarked
package org.throughline.standalone.story;

import org.jspecify.annotations.NullMarked;

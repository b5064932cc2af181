/** The contract of the command side's REST interface, as OpenAPI 3.1. */
@NullMarked
package org.throughline.command.contract;

import org.jspecify.annotations.NullMarked;

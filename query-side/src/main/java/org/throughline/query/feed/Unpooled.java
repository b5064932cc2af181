package org.throughline.query.feed;

import javax.sql.DataSource;

/**
 * Where connections are opened that no pool lends: they are held for long, or may take as long as they take. It is no
 * data source itself, or each look at the health of this program would open one more connection.
 */
public record Unpooled(DataSource connections) {}

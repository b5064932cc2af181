package org.throughline.query.feed;

import java.sql.Connection;
import java.sql.SQLException;

/** How PostgreSQL plans what goes through all rows of a read model that was just filled. */
final class Planning {
    private Planning() {}

    /**
     * Until the transaction ends: neither for no rows, which is all that is known of new tables, nor for the little memory
     * and the disk that turns, which everything else is planned for. A sample of each table tells enough.
     */
    static void forAllRows(Connection views, String schema) throws SQLException {
        try (var statement = views.createStatement()) {
            throughAllRows(views);
            statement.execute("set local default_statistics_target = 20");
            statement.execute("set local work_mem = '64MB'");
            statement.execute("set local random_page_cost = 1.1");
            for (var table : Checksums.tables(views, schema)) {
                statement.execute("analyze \"" + schema + "\".\"" + table + "\"");
            }
        }
    }

    /** For the rest of the transaction, plans may go through whole tables again. */
    static void throughAllRows(Connection views) throws SQLException {
        try (var statement = views.createStatement()) {
            statement.execute(
                    "set local enable_seqscan = on; set local enable_hashjoin = on; set local enable_mergejoin = on");
        }
    }
}

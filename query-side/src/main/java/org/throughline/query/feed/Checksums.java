package org.throughline.query.feed;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the tables of a schema come to: two that have the same sums have, but for chance, the same rows, in any order. */
final class Checksums {
    private record Sum(long rows, BigDecimal hashes) {
        static final Sum NONE = new Sum(0, BigDecimal.ZERO);
    }

    private final SortedMap<String, Sum> sums;

    private Checksums(SortedMap<String, Sum> sums) {
        this.sums = sums;
    }

    /** As a connection sees them now. */
    static Checksums of(Connection views, String schema) throws SQLException {
        var sums = new TreeMap<String, Sum>();
        for (var table : tables(views, schema)) {
            try (var select = views.createStatement();
                    var row =
                            select.executeQuery("select count(*), coalesce(sum(hash_record_extended(r, 0)), 0) from \""
                                    + schema + "\".\"" + table + "\" r")) {
                row.next();
                sums.put(table, new Sum(row.getLong(1), row.getBigDecimal(2)));
            }
        }
        return new Checksums(sums);
    }

    /** The tables of a schema. */
    static List<String> tables(Connection views, String schema) throws SQLException {
        try (var select = views.prepareStatement("select tablename from pg_tables where schemaname = ?")) {
            select.setString(1, schema);
            var tables = new ArrayList<String>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            return tables;
        }
    }

    /** Which tables differ from those of the ones that were rebuilt. */
    List<Comparison.Difference> differences(Checksums rebuilt) {
        var tables = new TreeSet<>(sums.keySet());
        tables.addAll(rebuilt.sums.keySet());
        return tables.stream()
                .filter(table -> !sum(table).equals(rebuilt.sum(table)))
                .map(table -> new Comparison.Difference(table, sum(table).rows, rebuilt.sum(table).rows))
                .toList();
    }

    private Sum sum(String table) {
        return sums.getOrDefault(table, Sum.NONE);
    }
}

package org.throughline.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.query.outcome.Bundle;
import org.throughline.query.outcome.CountedJourney;
import org.throughline.query.outcome.CountedJourney.Observation;

/** Bundles made of the rows of outcomes, as if these had come by the record. */
final class Bundled {
    private static final int AT_A_TIME = 1_000;

    private Bundled() {}

    /** Makes all bundles anew. */
    static void all(Connection views) throws SQLException {
        var bundles = read(views);
        views.setAutoCommit(false);
        try (var statement = views.createStatement();
                var insert = views.prepareStatement(
                        "insert into outcome.bundle (bundle, members, counted) values (?, ?, ?)")) {
            statement.execute("delete from outcome.bundle");
            var waiting = 0;
            for (var bundle : bundles.entrySet()) {
                insert.setInt(1, bundle.getKey());
                insert.setBytes(2, bundle.getValue().members());
                insert.setBytes(3, bundle.getValue().counted());
                insert.addBatch();
                if (++waiting % AT_A_TIME == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            views.commit();
        } finally {
            views.setAutoCommit(true);
        }
    }

    private static Map<Integer, Bundle> read(Connection views) throws SQLException {
        var bundles = new TreeMap<Integer, Bundle>();
        views.setAutoCommit(false);
        try (var select = views.createStatement()) {
            select.setFetchSize(AT_A_TIME);
            try (var rows = select.executeQuery("""
                    select *, (teds->>'SEX')::int as sex, (teds->>'AGE')::int as age,
                        (teds->>'PSOURCE')::int as referral, (teds->>'SUB1')::int as substance
                    from outcome.journey""")) {
                while (rows.next()) {
                    var patient = rows.getObject("patient", UUID.class);
                    bundles.computeIfAbsent(Bundle.of(patient), _ -> new Bundle())
                            .put(patient, rows.getObject("journey", UUID.class), counted(rows));
                }
            }
            views.commit();
        } finally {
            views.setAutoCommit(true);
        }
        return bundles;
    }

    private static CountedJourney counted(ResultSet row) throws SQLException {
        var relapse = number(row, "first_relapse_day");
        var either = number(row, "relapse_or_lost_day");
        var died = number(row, "died_day");
        var reason = number(row, "discharge_reason");
        return new CountedJourney(
                row.getObject("program", UUID.class),
                row.getString("level_of_care"),
                row.getString("source"),
                row.getString("attributes"),
                number(row, "sex"),
                number(row, "age"),
                number(row, "referral"),
                number(row, "substance"),
                (int) row.getObject("admitted_on", LocalDate.class).toEpochDay(),
                reason == null ? 0 : reason,
                number(row, "stay_days"),
                number(row, "los_days"),
                row.getInt("last_known_day"),
                first(relapse, died, row.getInt("found_until_day")),
                observation(relapse, died),
                first(either, died, row.getInt("asked_until_day")),
                either != null,
                number(row, "relapse_after_day") != null,
                number(row, "relapse_or_lost_after_day") != null);
    }

    private static Observation observation(@Nullable Integer relapse, @Nullable Integer died) {
        if (relapse != null) {
            return Observation.RETURNED;
        }
        return died == null ? Observation.ENDED : Observation.DIED;
    }

    private static int first(@Nullable Integer event, @Nullable Integer died, int until) {
        if (event != null) {
            return event;
        }
        return died == null ? until : died;
    }

    private static @Nullable Integer number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Integer.class);
    }
}

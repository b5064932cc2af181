package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.throughline.events.JourneyId;
import org.throughline.query.QueryHouse;
import org.throughline.testing.Role;

class ValuesInBulkTest {
    private static final String COLUMNS = "big bigint, number int, yes boolean, id uuid, day date, at timestamptz,"
            + " text text, json jsonb, bytes bytea";
    private static final Rows.Columns ROW = new Rows.Columns(COLUMNS.split(", ", -1));
    private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-00000000abcd");
    /** More than is sent at once. */
    private static final String LONG = "ü😀".repeat(40_000);

    private final QueryHouse house = QueryHouse.fresh("values");
    private Connection views;
    private Tables tables;

    @BeforeEach
    void make_tables() throws SQLException {
        views = house.views(Role.OWNER).getConnection();
        tables = new Tables(views, "pg_temp");
        try (var statement = views.createStatement()) {
            statement.execute("create temporary table one (" + COLUMNS + ")");
            statement.execute("create temporary table many (" + COLUMNS + ")");
            statement.execute("set time zone 'UTC'");
        }
    }

    @AfterEach
    void close() throws SQLException {
        views.close();
        house.close();
    }

    private static List<@Nullable Object[]> edges() {
        return List.of(
                new @Nullable Object[] {null, null, null, null, null, null, null, null, null},
                row(0L, 0, false, ID, LocalDate.EPOCH, Instant.EPOCH, "", "{}", new byte[0]),
                row(
                        Long.MAX_VALUE,
                        Integer.MAX_VALUE,
                        true,
                        new JourneyId(ID),
                        "2000-01-01",
                        "2000-01-01T00:00:00Z",
                        LONG,
                        "{\"text\":\"" + LONG + "\"}",
                        LONG.getBytes(StandardCharsets.UTF_8)),
                row(
                        Long.MIN_VALUE,
                        Integer.MIN_VALUE,
                        true,
                        ID.toString(),
                        LocalDate.of(1, 1, 1),
                        Instant.parse("0001-01-01T00:00:00.000001Z"),
                        "\\N\t\n",
                        "null",
                        new byte[] {0, 92, 39, -1, 10}),
                row(
                        7,
                        7L,
                        true,
                        ID,
                        LocalDate.of(9999, 12, 31),
                        Instant.parse("9999-12-31T23:59:59.999999Z"),
                        " ",
                        "[1, 2]",
                        new byte[] {-128}),
                row(
                        1L,
                        1,
                        true,
                        ID,
                        LocalDate.of(2024, 2, 29),
                        Instant.parse("1999-12-31T23:59:59.999999600Z"),
                        "a",
                        "\"\"",
                        null),
                row(
                        1L,
                        1,
                        true,
                        ID,
                        LocalDate.of(1999, 12, 31),
                        Instant.parse("1969-12-31T23:59:59.000000499Z"),
                        "a",
                        "1.50",
                        null));
    }

    private static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    private List<@Nullable String> written(String table) throws SQLException {
        var texts = new ArrayList<@Nullable String>();
        try (var statement = views.createStatement();
                var found = statement.executeQuery("select t::text from " + table + " t")) {
            while (found.next()) {
                texts.add(found.getString(1));
            }
        }
        return texts;
    }

    @Test
    void are_what_they_are_one_by_one() throws SQLException {
        var many = new Rows(ROW);
        for (int i = 0; i < 5; i++) {
            for (var values : edges()) {
                var one = new Rows(ROW);
                one.add(values);
                one.insertNew(tables, "one");
                tables.flush();
                many.add(values);
            }
        }
        many.insertNew(tables, "many");

        assertThat(written("many")).hasSize(35).isEqualTo(written("one"));
    }

    @Test
    void of_another_type_are_refused_when_a_projection_is_written() {
        assertThatThrownBy(() -> new Rows.Columns("amount numeric")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void that_are_too_large_for_their_column_are_refused_and_never_cut() throws SQLException {
        var rows = new Rows(ROW);
        for (int i = 0; i < 30; i++) {
            rows.add(1L, i + (long) Integer.MAX_VALUE, true, ID, LocalDate.EPOCH, Instant.EPOCH, "a", "{}", null);
        }

        assertThatThrownBy(() -> rows.insertNew(tables, "many")).isInstanceOf(ArithmeticException.class);

        assertThat(written("many")).isEmpty();
    }

    @Test
    void that_do_not_belong_into_a_column_leave_nothing_behind() throws SQLException {
        var rows = new Rows(ROW);
        for (int i = 0; i < 30; i++) {
            rows.add(1L, 1, true, ID, i == 29 ? "no day" : "2026-01-01", Instant.EPOCH, "a", "{}", null);
        }

        assertThatThrownBy(() -> rows.insertNew(tables, "many")).isInstanceOf(RuntimeException.class);

        assertThat(written("many")).isEmpty();
    }
}

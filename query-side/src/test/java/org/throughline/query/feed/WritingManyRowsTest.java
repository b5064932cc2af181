package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.throughline.query.QueryHouse;
import org.throughline.testing.Role;

class WritingManyRowsTest {
    private static final Rows.Columns ROW = new Rows.Columns("number int", "text text", "at timestamptz");

    private static final List<String> TEXTS = List.of(
            "plain",
            "",
            " ",
            "\\",
            "\\N",
            "\\.",
            "a\tb",
            "a\nb\r\n",
            "{\"a\":\"\\\"b\\\\\"}",
            "'; drop table line; --",
            "Zoë עמר 😀",
            "\u0001\u007f");

    private final QueryHouse house = QueryHouse.fresh("rows");
    private Connection views;
    private Tables tables;

    @BeforeEach
    void make_a_table() throws SQLException {
        views = house.views(Role.OWNER).getConnection();
        tables = new Tables(views, "pg_temp");
        try (var statement = views.createStatement()) {
            statement.execute("create temporary table line (number int primary key, text text, at timestamptz)");
        }
    }

    @AfterEach
    void close() throws SQLException {
        views.close();
        house.close();
    }

    private static Rows rows(int count) {
        var rows = new Rows(ROW);
        for (int i = 0; i < count; i++) {
            rows.add(i, i % 13 == 12 ? null : TEXTS.get(i % 13), "2026-03-04T12:00:00.000001Z");
        }
        return rows;
    }

    private List<@Nullable String> written() throws SQLException {
        var texts = new ArrayList<@Nullable String>();
        try (var statement = views.createStatement();
                var found = statement.executeQuery("select text from line order by number")) {
            while (found.next()) {
                texts.add(found.getString(1));
            }
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 13, 19, 20, 13_000})
    void keeps_every_text_as_it_is_however_many_there_are(int count) throws SQLException {
        rows(count).insertNew(tables, "line");
        tables.flush();

        var expected = new ArrayList<@Nullable String>();
        for (int i = 0; i < count; i++) {
            expected.add(i % 13 == 12 ? null : TEXTS.get(i % 13));
        }
        assertThat(written()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 300})
    void refuses_what_is_there_already(int count) throws SQLException {
        rows(2).insertNew(tables, "line");
        tables.flush();

        assertThatThrownBy(() -> {
                    rows(count).insertNew(tables, "line");
                    tables.flush();
                })
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("23505"));

        assertThat(written()).hasSize(2);
    }

    @Test
    void leaves_what_is_there_already_if_asked_to() throws SQLException {
        rows(2).insert(tables, "line");
        tables.flush();
        rows(30).insert(tables, "line");
        tables.flush();

        assertThat(written()).hasSize(30);
    }
}

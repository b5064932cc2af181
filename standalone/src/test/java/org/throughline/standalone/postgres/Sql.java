package org.throughline.standalone.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Short ways to ask a server. */
final class Sql {

    private Sql() {}

    static Connection connect(String url, Login login) throws SQLException {
        return DriverManager.getConnection(url, login.user(), login.password());
    }

    static void execute(String url, Login login, String sql) throws SQLException {
        try (var connection = connect(url, login);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String answer(String url, Login login, String sql) throws SQLException {
        try (var connection = connect(url, login);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

package org.throughline.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TestDatabasesTest {

    @Test
    void run_on_postgresql_18_with_room_for_many_connections() throws SQLException {
        try (var database = TestDatabases.fresh("version")) {
            assertThat(answer(database, Role.OWNER, "show server_version")).startsWith("18");
            assertThat(answer(database, Role.OWNER, "show max_connections")).isEqualTo("200");
            assertThat(answer(
                            database,
                            Role.OWNER,
                            "select datcollate || ' ' || datlocale from pg_database"
                                    + " where datname = current_database()"))
                    .isEqualTo("C C.UTF-8");
        }
    }

    @Test
    void let_every_role_log_in_as_itself() throws SQLException {
        try (var database = TestDatabases.fresh("roles")) {
            for (Role role : Role.values()) {
                assertThat(answer(database, role, "select current_user")).isEqualTo(role.user());
            }
        }
    }

    @Test
    void give_the_applications_only_what_is_granted() throws SQLException {
        try (var database = TestDatabases.fresh("rights")) {
            execute(database, Role.OWNER, "create table secret (a int)");
            execute(database, Role.OWNER, "create table told (a int)");
            execute(database, Role.OWNER, "grant select on told to throughline_query");

            execute(database, Role.QUERY, "select a from told");
            assertRefused(database, Role.COMMAND, "select a from told");
            assertRefused(database, Role.QUERY, "select a from secret");
            assertRefused(database, Role.COMMAND, "create table mine (a int)");
            assertRefused(database, Role.COMMAND, "set role throughline_owner");
            assertRefused(database, Role.QUERY, "set role throughline_command");
            assertRefused(database, Role.OWNER, "alter role throughline_query password 'x'");
        }
    }

    @Test
    void are_apart_and_gone_once_closed() throws SQLException {
        var gone = TestDatabases.fresh("same name");
        try (var other = TestDatabases.fresh("same name")) {
            execute(gone, Role.OWNER, "create table only_here (a int)");
            assertThat(answer(other, Role.OWNER, "select coalesce(to_regclass('only_here')::text, 'no')"))
                    .isEqualTo("no");
            try (var left = gone.as(Role.QUERY).getConnection()) {
                assertThat(left.isValid(1)).isTrue();
                gone.close();
            }
            assertThatThrownBy(() -> gone.as(Role.OWNER)).hasMessageContaining("does not exist");
            assertThat(answer(
                            other,
                            Role.OWNER,
                            "select count(*) from pg_database where datname = '" + gone.name() + "'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void prepare_a_template_once() throws SQLException {
        var prepared = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            try (var trio = Trio.fresh("copy", "TestDatabasesTest", template -> {
                prepared.incrementAndGet();
                execute(template.record(), Role.OWNER, "create table events as select 1 as a");
                execute(template.views(), Role.OWNER, "create table rows as select 2 as a");
                execute(template.views(), Role.OWNER, "grant select on rows to throughline_query");
            })) {
                assertThat(answer(trio.record(), Role.OWNER, "select a from events"))
                        .isEqualTo("1");
                assertThat(answer(trio.views(), Role.QUERY, "select a from rows"))
                        .isEqualTo("2");
                assertRefused(trio.record(), Role.QUERY, "select a from events");
                execute(trio.record(), Role.OWNER, "update events set a = 7");
            }
        }
        assertThat(prepared).hasValue(1);
    }

    private static void assertRefused(TestDatabase database, Role role, String sql) {
        assertThatThrownBy(() -> answer(database, role, sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    private static void execute(TestDatabase database, Role role, String sql) {
        try (var connection = database.as(role).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static String answer(TestDatabase database, Role role, String sql) throws SQLException {
        try (var connection = database.as(role).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

package org.throughline.command.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.throughline.command.record.Records.append;
import static org.throughline.command.record.Records.event;
import static org.throughline.command.record.Records.execute;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabase;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryThatCannotBeChangedTest {
    private static final String READING =
            "insert into access_log (who, role, what, purpose) values ('a', 'b', 'c', 'd')";

    private final TestDatabase database = Records.fresh();

    @BeforeAll
    void record_something() throws SQLException {
        new JdbcRecordLog(database.as(Role.COMMAND)).append(List.of(append(event(UUID.randomUUID(), 0))));
        execute(database.as(Role.QUERY), READING);
    }

    @AfterAll
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void refuses_update_delete_and_truncate_to_everyone(Role role) {
        for (var sql : List.of(
                "update event set payload = '{}'",
                "update event set payload = '{}' where false",
                "delete from event",
                "truncate event",
                "truncate event cascade",
                "update access_log set who = 'nobody'",
                "delete from access_log",
                "truncate access_log",
                "update skipped_event set reason = 'none'",
                "delete from skipped_event",
                "truncate skipped_event",
                "delete from log_head",
                "truncate log_head")) {
            assertRefused(role, sql);
        }
    }

    @ParameterizedTest
    @CsvSource({"COMMAND", "QUERY"})
    void cannot_be_got_around_by_the_applications(Role role) {
        for (var sql : List.of(
                "alter table event disable trigger all",
                "drop trigger only_added_to on event",
                "drop table event cascade",
                "set session_replication_role = replica",
                "update log_head set store_id = gen_random_uuid()",
                "update claim set answer = ''",
                "create table mine (a int)")) {
            assertRefused(role, sql);
        }
    }

    @Test
    void is_written_by_command_side_alone() {
        for (var sql : List.of(
                "insert into event select * from event",
                "update log_head set position = 9",
                "select * from claim",
                "insert into claim values ('idempotency', 'a', null, '', 1, 1)")) {
            assertRefused(Role.QUERY, sql);
        }
    }

    @Test
    void is_read_by_both_and_both_log_who_reads() throws SQLException {
        for (var role : List.of(Role.COMMAND, Role.QUERY)) {
            execute(database.as(role), "select * from event, log_head, access_log");
            execute(database.as(role), READING);
        }
        assertThat(new JdbcRecordLog(database.as(Role.QUERY)).head()).isEqualTo(1);
    }

    private void assertRefused(Role role, String sql) {
        assertThatThrownBy(() -> execute(database.as(role), sql))
                .describedAs("%s as %s", sql, role)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }
}

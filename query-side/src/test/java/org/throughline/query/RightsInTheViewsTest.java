package org.throughline.query;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.testing.Role;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsInTheViewsTest {
    private QueryHouse house;

    @BeforeAll
    void open() {
        house = QueryHouse.fresh("rights");
        house.append(RandomHistory.of(1, 3));
        house.start().caughtUp();
    }

    @AfterAll
    void close() {
        house.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from identity.patient",
                "select * from timeline.entry",
                "select * from feed.position",
                "select feed.drop_schema('identity_old')",
                "create schema mine",
                "create table mine (a int)"
            })
    void command_side_may_do_nothing_but_keep_sessions(String sql) {
        refused(Role.COMMAND, sql);
        assertThatCode(() -> run(Role.COMMAND, "delete from spring_session")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create schema mine",
                "create table mine (a int)",
                "drop schema feed cascade",
                "select feed.drop_schema('feed')",
                "select feed.drop_schema('identity')",
                "select feed.make_next_schema('x; drop schema feed')",
                "drop table flyway_schema_history"
            })
    void query_side_makes_and_drops_no_schemas_but_those_beside_read_models(String sql) {
        assertThatThrownBy(() -> run(Role.QUERY, sql)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void the_record_is_only_read_and_what_is_noted_there_only_added_to() {
        for (var sql : new String[] {
            "insert into event select * from event",
            "update event set payload = ''",
            "delete from event",
            "truncate event",
            "update log_head set position = 0",
            "update access_log set who = ''",
            "delete from access_log",
            "truncate access_log",
            "update skipped_event set reason = 'none'",
            "delete from skipped_event",
            "truncate skipped_event"
        }) {
            assertThatThrownBy(() ->
                            JdbcClient.create(house.record(Role.QUERY)).sql(sql).update())
                    .as(sql)
                    .hasStackTraceContaining("permission denied");
        }
    }

    private void refused(Role role, String sql) {
        assertThatThrownBy(() -> run(role, sql)).hasStackTraceContaining("permission denied");
    }

    private void run(Role role, String sql) {
        try (var connection = house.views(role).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

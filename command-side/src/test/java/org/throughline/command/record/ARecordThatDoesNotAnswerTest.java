package org.throughline.command.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.throughline.command.record.Records.append;
import static org.throughline.command.record.Records.event;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabase;

class ARecordThatDoesNotAnswerTest {
    private final TestDatabase database = Records.fresh();
    private final RecordLog log = new JdbcRecordLog(database.as(Role.COMMAND));
    private final UUID stream = UUID.randomUUID();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void says_so() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/nowhere");

        assertThatThrownBy(() -> new JdbcRecordLog(nowhere).head())
                .isInstanceOf(RecordUnavailable.class)
                .hasMessage("The record does not answer");
    }

    @Test
    void leaves_nothing_half_done_when_the_connection_is_killed_in_the_middle_of_an_append() throws Exception {
        try (var blocker = database.as(Role.OWNER).getConnection();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            blocker.setAutoCommit(false);
            try (var lock = blocker.createStatement()) {
                lock.execute("select * from log_head for update");
            }
            var append = threads.submit(() -> log.append(List.of(append(event(stream, 0), event(stream, 1)))));

            Awaitility.await().until(this::killWhoeverWaits);

            assertThatThrownBy(append::get).hasCauseInstanceOf(RecordUnavailable.class);
            blocker.rollback();
        }
        assertThat(log.head()).isZero();
        assertThat(log.stream(stream, 0)).isEmpty();
        assertThat(log.append(List.of(append(event(stream, 0)))).getFirst())
                .isInstanceOfSatisfying(
                        Outcome.Appended.class,
                        appended -> assertThat(appended.firstPosition()).isEqualTo(1));
    }

    private boolean killWhoeverWaits() throws SQLException {
        try (var connection = database.as(Role.COMMAND).getConnection();
                var kill = connection.createStatement();
                var killed = kill.executeQuery("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where wait_event_type = 'Lock' and datname = current_database()""")) {
            return killed.next();
        }
    }

    @Test
    void never_quotes_what_was_to_be_recorded() {
        var secret = "Ada Lovelace";
        var event = new NewEvent(UUID.randomUUID(), stream, 0, "patient.registered", 1, secret, "{}");
        log.append(List.of(append(event)));
        var sameIdElsewhere =
                new NewEvent(event.eventId(), UUID.randomUUID(), 0, "patient.registered", 1, secret, "{}");

        assertThatThrownBy(() -> log.append(List.of(append(sameIdElsewhere))))
                .isInstanceOf(IllegalStateException.class)
                .satisfies(thrown -> assertThat(stackTrace(thrown))
                        .contains("event_once")
                        .doesNotContain(secret)
                        .doesNotContain(event.eventId().toString()));
    }

    private static String stackTrace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}

package org.throughline.command.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.throughline.command.record.Records.append;
import static org.throughline.command.record.Records.event;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** A network that swallows everything ends a statement only when the socket gives up. */
class ADatabaseThatSaysNothingTest {
    /** Gives no connection before it is told to, and then says that there is none. */
    private static final class Silent extends AbstractDataSource {
        final CountDownLatch gaveUp = new CountDownLatch(1);
        final AtomicInteger asked = new AtomicInteger();
        private final boolean connects;

        Silent(boolean connects) {
            this.connects = connects;
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (connects) {
                return Silence.connection(this::giveUp);
            }
            return giveUp();
        }

        private Connection giveUp() throws SQLException {
            asked.incrementAndGet();
            try {
                gaveUp.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            throw new SQLException("no answer", "08006");
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }

    /** A connection of which every statement fails in a certain way. */
    private static final class Silence {
        interface Failure {
            Connection fail() throws SQLException;
        }

        static Connection connection(Failure failure) {
            return (Connection) Proxy.newProxyInstance(
                    Silence.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (_, method, _) -> switch (method.getName()) {
                        case "prepareStatement", "createStatement" -> failure.fail();
                        case "getAutoCommit" -> true;
                        default -> null;
                    });
        }
    }

    private static List<WaitingAppend> one() {
        return List.of(new WaitingAppend(append(event(UUID.randomUUID(), 0)), ""));
    }

    /** Three who append at about the same time; returns once all of them wait. */
    private static List<Thread> three(Writing writing, List<List<WaitingAppend>> appends) {
        var threads = new ArrayList<Thread>();
        for (var append : appends) {
            threads.add(Thread.ofPlatform().start(() -> writing.write(append)));
            await().until(() -> threads.getLast().getState() == Thread.State.WAITING);
        }
        return threads;
    }

    private static void end(List<Thread> threads) throws InterruptedException {
        for (var thread : threads) {
            thread.join(Duration.ofSeconds(30));
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private static void allAreTold(List<List<WaitingAppend>> appends) {
        assertThat(appends)
                .allSatisfy(append ->
                        assertThatThrownBy(() -> append.getFirst().outcome()).isInstanceOf(RecordUnavailable.class));
    }

    @Test
    void for_long_is_asked_once_for_all_who_wait() throws InterruptedException {
        var silent = new Silent(true);
        var appends = List.of(one(), one(), one());
        var threads = three(new Writing(silent, Duration.ZERO), appends);

        silent.gaveUp.countDown();
        end(threads);

        assertThat(silent.asked).hasValue(1);
        allAreTold(appends);
    }

    @Test
    void but_ends_one_connection_at_once_is_asked_again_for_the_others() throws InterruptedException {
        var silent = new Silent(true);
        var appends = List.of(one(), one(), one());
        var threads = three(new Writing(silent, Duration.ofMinutes(5)), appends);

        silent.gaveUp.countDown();
        end(threads);

        // once for the first, and once for the two who waited for it
        assertThat(silent.asked).hasValue(2);
        allAreTold(appends);
    }

    @Test
    void without_a_connection_all_learn_it_at_once() throws InterruptedException {
        var silent = new Silent(false);
        var appends = List.of(one(), one(), one());
        var threads = three(new Writing(silent, Duration.ofMinutes(5)), appends);

        silent.gaveUp.countDown();
        end(threads);

        assertThat(silent.asked).hasValue(1);
        allAreTold(appends);
    }
}

package org.throughline.events.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.lang.reflect.Proxy;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.throughline.events.PatientId;
import org.throughline.events.privacy.DataKey.Place;
import org.throughline.events.privacy.KeyStore.Doomed;
import org.throughline.testing.Histories;
import org.throughline.testing.Role;

class JdbcKeyStoreTest {
    private static final PatientId PATIENT = Histories.patient(1);
    private static final PatientId OTHER = Histories.patient(2);
    private static final Place PLACE = new Place(PATIENT.value(), Histories.id(9, 1), "test.note");

    private final KeysDatabase keys = new KeysDatabase();
    private final AtomicLong passed = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();
    private final JdbcKeyStore store = store(Role.COMMAND, 1);

    @AfterEach
    void close() {
        keys.close();
    }

    private JdbcKeyStore store(Role role, int master) {
        return new JdbcKeyStore(counted(keys.database().as(role)), master(master), passed::get);
    }

    private static Aead master(int number) {
        try {
            var secret = new byte[32];
            secret[0] = (byte) number;
            return new AesGcmJce(secret);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private DataSource counted(DataSource database) {
        return connecting(() -> {
            connections.incrementAndGet();
            return database.getConnection();
        });
    }

    private interface Connecting {
        Connection connect() throws SQLException;
    }

    private static DataSource connecting(Connecting connecting) {
        return (DataSource) Proxy.newProxyInstance(
                JdbcKeyStoreTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (_, _, _) -> connecting.connect());
    }

    private void after(Duration duration) {
        passed.addAndGet(duration.toNanos());
    }

    private void destroy(UUID key, PatientId patient) {
        store.destroy(List.of(new Doomed(key, patient)));
    }

    @Test
    void makes_a_patient_one_key_that_every_node_finds() {
        var made = store.keyFor(PATIENT);
        var sealed = made.seal("\"text\"", PLACE);
        var elsewhere = store(Role.QUERY, 1);

        assertThat(elsewhere.key(made.id()).orElseThrow().open(sealed, PLACE)).isEqualTo("\"text\"");
        assertThat(store(Role.COMMAND, 1).keyFor(PATIENT).id()).isEqualTo(made.id());
        assertThat(elsewhere.keyIdOf(PATIENT)).contains(made.id());
        assertThat(elsewhere.keyIdOf(OTHER)).isEmpty();
        assertThat(store.keyFor(OTHER).id()).isNotEqualTo(made.id());
    }

    @Test
    void makes_one_key_when_many_nodes_ask_at_once() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<UUID> ask = () -> store(Role.COMMAND, 1).keyFor(PATIENT).id();
            var answers =
                    threads.invokeAll(IntStream.range(0, 16).mapToObj(_ -> ask).toList());

            var ids = new HashSet<UUID>();
            for (var answer : answers) {
                ids.add(answer.get());
            }
            assertThat(ids).hasSize(1);
        }
    }

    @Test
    void holds_a_key_for_a_minute_and_not_longer() {
        var id = store.keyFor(PATIENT).id();
        var asked = connections.get();

        after(Duration.ofSeconds(59));
        store.keyFor(PATIENT);
        store.key(id);
        assertThat(connections).hasValue(asked);

        after(Duration.ofSeconds(1));
        store.keyFor(PATIENT);
        assertThat(connections).hasValue(asked + 1);
    }

    @Test
    void looks_up_many_keys_with_one_question() {
        var kept = store.keyFor(PATIENT).id();
        var destroyed = store.keyFor(OTHER).id();
        var unknown = Histories.id(9, 2);
        destroy(destroyed, OTHER);
        var elsewhere = store(Role.QUERY, 1);
        var asked = connections.get();

        elsewhere.lookUp(List.of(kept, destroyed, unknown));
        assertThat(elsewhere.key(kept)).isPresent();
        elsewhere.lookUp(List.of(kept));
        assertThat(connections).hasValue(asked + 1);

        assertThat(elsewhere.key(destroyed)).isEmpty();
        assertThatThrownBy(() -> elsewhere.key(unknown)).isInstanceOf(KeyLost.class);
    }

    @Test
    void knows_a_destroyed_key_as_destroyed() {
        var id = store.keyFor(PATIENT).id();
        var kept = store.keyFor(OTHER).id();

        assertThat(store.destroy(List.of(new Doomed(id, PATIENT)))).isEqualTo(1);

        assertThat(store.key(id)).isEmpty();
        assertThat(store.keyIdOf(PATIENT)).contains(id);
        assertThatThrownBy(() -> store.keyFor(PATIENT)).isInstanceOf(KeyDestroyed.class);
        assertThat(store.key(kept)).isPresent();
    }

    @Test
    void forgets_a_key_destroyed_on_another_node_within_a_minute() {
        var id = store.keyFor(PATIENT).id();
        var elsewhere = store(Role.QUERY, 1);
        assertThat(elsewhere.key(id)).isPresent();

        destroy(id, PATIENT);
        after(Duration.ofMinutes(1));

        assertThat(elsewhere.key(id)).isEmpty();
    }

    @Test
    void changes_nothing_when_keys_are_destroyed_again() {
        var id = store.keyFor(PATIENT).id();
        destroy(id, PATIENT);

        assertThat(store.destroy(List.of(new Doomed(id, PATIENT), new Doomed(id, PATIENT))))
                .isZero();
        assertThat(store.destroy(List.of())).isZero();
    }

    @Test
    void destroys_a_key_again_that_came_back_with_an_older_backup() throws SQLException {
        var id = store.keyFor(PATIENT).id();
        keys.run(Role.OWNER, "create table backup as select * from data_key");
        destroy(id, PATIENT);
        keys.run(Role.OWNER, "delete from data_key");
        keys.run(Role.OWNER, "insert into data_key select * from backup");
        assertThat(store.key(id)).isPresent();

        assertThat(store.destroy(List.of(new Doomed(id, PATIENT)))).isEqualTo(1);
        assertThat(store.key(id)).isEmpty();
    }

    @Test
    void leaves_a_tombstone_for_a_key_it_never_knew() {
        var unknown = UUID.randomUUID();

        destroy(unknown, PATIENT);

        assertThat(store.key(unknown)).isEmpty();
        assertThatThrownBy(() -> store.keyFor(PATIENT)).isInstanceOf(KeyDestroyed.class);
    }

    @Test
    void destroys_also_the_key_that_a_patient_got_after_the_first_was_lost() {
        var lost = UUID.randomUUID();
        var second = store.keyFor(PATIENT).id();
        assertThat(store.key(second)).isPresent();

        destroy(lost, PATIENT);

        assertThat(store.key(lost)).isEmpty();
        assertThat(store.key(second)).isEmpty();
        assertThatThrownBy(() -> store.keyFor(PATIENT)).isInstanceOf(KeyDestroyed.class);
    }

    @Test
    void never_takes_a_lost_key_for_destroyed() throws SQLException {
        var id = store.keyFor(PATIENT).id();
        keys.run(Role.OWNER, "delete from data_key");
        after(Duration.ofMinutes(1));

        assertThatThrownBy(() -> store.key(id)).isInstanceOf(KeyLost.class);
    }

    @Test
    void never_makes_a_second_key_where_one_is_expected() throws SQLException {
        var id = store.keyFor(PATIENT).id();
        assertThat(store.keyOf(PATIENT).id()).isEqualTo(id);
        keys.run(Role.OWNER, "delete from data_key");
        after(Duration.ofMinutes(1));

        assertThatThrownBy(() -> store.keyOf(PATIENT)).isInstanceOf(KeyLost.class);
        assertThat(store.keyIdOf(PATIENT)).isEmpty();
    }

    @Test
    void never_takes_silence_for_destroyed() {
        var id = store.keyFor(PATIENT).id();
        after(Duration.ofMinutes(1));
        keys.close();

        assertThatThrownBy(() -> store.key(id)).isInstanceOf(KeyStoreUnavailable.class);
        assertThatThrownBy(() -> store.keyFor(PATIENT)).isInstanceOf(KeyStoreUnavailable.class);
        assertThatThrownBy(() -> store.keyIdOf(PATIENT)).isInstanceOf(KeyStoreUnavailable.class);
        assertThatThrownBy(() -> destroy(id, PATIENT)).isInstanceOf(KeyStoreUnavailable.class);
    }

    @Test
    void never_takes_another_master_key_for_destroyed() {
        var id = store.keyFor(PATIENT).id();

        assertThatThrownBy(() -> store(Role.QUERY, 2).key(id)).isInstanceOf(KeyStoreUnavailable.class);
    }

    @Test
    void notices_keys_exchanged_between_patients() throws SQLException {
        store.keyFor(PATIENT);
        store.keyFor(OTHER);
        keys.run(Role.OWNER, "alter table data_key drop constraint data_key_patient_id_key");
        keys.run(
                Role.OWNER,
                "update data_key a set patient_id = b.patient_id from data_key b where a.key_id <> b.key_id");

        assertThatThrownBy(() -> store(Role.COMMAND, 1).keyFor(PATIENT)).isInstanceOf(KeyStoreUnavailable.class);
    }

    @Test
    void keeps_a_key_whatever_becomes_of_the_transaction_around_it() {
        var database = connecting(() -> {
            var connection = keys.database().as(Role.COMMAND).getConnection();
            connection.setAutoCommit(false);
            return connection;
        });
        var callers = new JdbcKeyStore(database, master(1), passed::get);

        var id = callers.keyFor(PATIENT).id();

        assertThat(store.keyFor(PATIENT).id()).isEqualTo(id);
    }

    @Test
    void lets_nobody_make_a_destroyed_key_anew() {
        var id = store.keyFor(PATIENT).id();
        destroy(id, PATIENT);

        for (var role : List.of(Role.OWNER, Role.COMMAND)) {
            assertThatThrownBy(() -> keys.run(role, "update data_key set wrapped = '\\x00', destroyed_at = null"))
                    .hasMessageContaining("never made anew");
        }
    }

    @Test
    void gives_the_applications_no_right_to_delete_or_to_move_a_key() {
        var sentences = List.of(
                "delete from data_key",
                "delete from lost_key",
                "truncate data_key",
                "update data_key set patient_id = gen_random_uuid()",
                "update data_key set key_id = gen_random_uuid()",
                "update lost_key set destroyed_at = now()");
        for (var sql : sentences) {
            assertThatThrownBy(() -> keys.run(Role.COMMAND, sql)).as(sql).hasMessageContaining("permission denied");
            assertThatThrownBy(() -> keys.run(Role.QUERY, sql)).as(sql).hasMessageContaining("permission denied");
        }
        assertThatThrownBy(() -> keys.run(Role.QUERY, "update data_key set wrapped = null"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> store(Role.QUERY, 1).keyFor(PATIENT)).isInstanceOf(KeyStoreUnavailable.class);
    }
}

package org.throughline.command.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.throughline.command.Samples.ADA;
import static org.throughline.command.Samples.KIM;
import static org.throughline.command.Samples.NOW;
import static org.throughline.command.Samples.by;

import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.throughline.command.CommandSide;
import org.throughline.command.Samples;
import org.throughline.command.TestSide;
import org.throughline.command.patient.PatientCommand.ErasePersonalData;
import org.throughline.command.record.Append;
import org.throughline.command.record.NewEvent;
import org.throughline.command.submission.AxonCommandDesk;
import org.throughline.command.submission.RecordedUnfinished;
import org.throughline.events.ErasureBasis;
import org.throughline.events.Occurred;
import org.throughline.events.PatientEvent.PatientRegistered;
import org.throughline.events.PatientEvent.PersonalDataErased;
import org.throughline.events.PatientId;
import org.throughline.events.Personal;
import org.throughline.events.Role;
import org.throughline.events.Source;
import org.throughline.events.privacy.DataKey;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.privacy.KeyStoreUnavailable;
import org.throughline.events.storage.EntryMetadata;

class ErasingPersonalDataTest {
    private final TestSide side = new TestSide();
    private final PatientId patient = Samples.newPatient();

    @BeforeEach
    void register_a_patient() {
        Samples.openProgram(side.desk());
        side.desk().submit(by(KIM, Samples.register(patient)));
    }

    @AfterEach
    void close() {
        side.close();
    }

    private UUID keyId() {
        return side.keys().keyIdOf(patient).orElseThrow();
    }

    private ErasePersonalData erase() {
        return new ErasePersonalData(patient, NOW, keyId(), ErasureBasis.PATIENT_REQUEST);
    }

    /** Asks a key store that holds no key in memory. */
    private boolean readable() {
        var stored = side.log().stream(patient.value(), 0).getFirst();
        var opened = (PatientRegistered) side.codec().open(stored, side.newKeyStore());
        return switch (opened.name()) {
            case Personal.Known<?> ignored -> true;
            case Personal.Erased<?> ignored -> false;
            case Personal.Lost<?> ignored -> throw new AssertionError("no key was lost");
            case Personal.Sealed<?> ignored -> throw new AssertionError("it was opened");
        };
    }

    @Test
    void makes_it_unreadable() {
        assertThat(readable()).isTrue();

        side.desk().submit(by(ADA, erase()));

        assertThat(readable()).isFalse();
        assertThat(side.keys().key(keyId())).isEmpty();
    }

    @Test
    void leaves_the_history_as_it_was() {
        var registered = side.log().stream(patient.value(), 0).getFirst();

        side.desk().submit(by(ADA, erase()));

        assertThat(side.log().stream(patient.value(), 0)).hasSize(2).first().isEqualTo(registered);
    }

    @Test
    void is_made_good_at_the_next_start_when_the_process_died_in_between() {
        orderIt();
        assertThat(readable()).isTrue();

        side.destruction().afterSingletonsInstantiated();

        assertThat(readable()).isFalse();
    }

    /** What is left when the process dies right after the append. */
    private void orderIt() {
        var id = UUID.randomUUID();
        var erased = new PersonalDataErased(
                patient, new Occurred(NOW, ZoneOffset.UTC), keyId(), ErasureBasis.PATIENT_REQUEST, null);
        var type = side.codec().types().of(erased);
        var by = new EntryMetadata("ada", Role.ADMINISTRATOR, null, Source.API, UUID.randomUUID(), null, null);
        var order = new NewEvent(
                id,
                patient.value(),
                1,
                type.name(),
                type.revision(),
                side.codec().write(erased, id, side.keys()),
                side.codec().write(by));
        side.log().append(List.of(new Append(NOW, List.of(order))));
    }

    @Test
    void is_done_again_when_the_key_store_is_restored_from_an_older_backup() throws SQLException {
        onKeys("create table backup as select * from data_key");
        side.desk().submit(by(ADA, erase()));
        onKeys("truncate data_key");
        onKeys("insert into data_key select * from backup");
        assertThat(readable()).isTrue();

        side.destruction().repair();

        assertThat(readable()).isFalse();
    }

    private void onKeys(String sql) throws SQLException {
        try (var connection = side.keysAs(org.throughline.testing.Role.OWNER).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void is_not_answered_before_the_key_is_gone_and_goes_on_when_repeated() {
        var dead = new DeadAtDestruction(side.keys());
        var desk = AxonCommandDesk.on(
                side.log(),
                side.codec(),
                side.keys(),
                CommandSide.wirings(side.streams(), new KeyDestruction(side.log(), side.codec(), dead)));
        var erase = by(ADA, erase()).under("erase", "hash");

        assertThatThrownBy(() -> desk.submit(erase)).isInstanceOf(RecordedUnfinished.class);
        assertThat(readable()).isTrue();
        dead.alive = true;

        assertThat(desk.submit(erase).replayed()).isTrue();
        assertThat(readable()).isFalse();
    }

    private static final class DeadAtDestruction implements KeyStore {
        private final KeyStore keys;
        private boolean alive;

        DeadAtDestruction(KeyStore keys) {
            this.keys = keys;
        }

        @Override
        public DataKey keyFor(PatientId patient) {
            return keys.keyFor(patient);
        }

        @Override
        public DataKey keyOf(PatientId patient) {
            return keys.keyOf(patient);
        }

        @Override
        public String life() {
            return keys.life();
        }

        @Override
        public Optional<DataKey> key(UUID keyId) {
            return keys.key(keyId);
        }

        @Override
        public Optional<UUID> keyIdOf(PatientId patient) {
            return keys.keyIdOf(patient);
        }

        @Override
        public int destroy(Collection<Doomed> doomed) {
            if (!alive) {
                throw new KeyStoreUnavailable(new SQLException("down, as the test wants it"));
            }
            return keys.destroy(doomed);
        }
    }
}

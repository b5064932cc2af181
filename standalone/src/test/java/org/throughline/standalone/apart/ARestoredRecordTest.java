package org.throughline.standalone.apart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.throughline.command.CommandNode;

/**
 * Record and key store are backed up while others record. The record is put back to a moment, the key store to one before
 * it, under nodes that go on running. It takes minutes and is run when asked for.
 */
@EnabledIfSystemProperty(
        named = "restore",
        matches = "true",
        disabledReason = "takes minutes: -Drestore=true asks for it")
class ARestoredRecordTest {
    private static final int CLIENTS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path data;

    @Test
    void has_everything_until_then_and_nothing_later_and_all_that_depends_on_it_follows() throws Exception {
        try (var network = Network.startApart(data)) {
            for (var database : List.of("record", "keys")) {
                network.whileStopped(database, OnlineBackup::archive);
            }
            try (var recording = network.command();
                    var showing = network.query()) {
                recording.ready();
                showing.ready();
                var journeys = new Journeys(network, recording);
                var made = made(network, journeys);
                restored(network, made);
                followed(network, journeys, showing, made);
                lossAccepted(network);
            }
        }
    }

    /** What people did, and the backups that were made meanwhile. */
    private record Made(
            OnlineBackup record,
            OnlineBackup keys,
            Set<String> acknowledged,
            List<UUID> history,
            int last,
            String erased) {}

    private static Made made(Network network, Journeys journeys) throws IOException, SQLException {
        var record = network.folder("record");
        try (var load = journeys.load()) {
            journeys.admit(load);
            var erased = Clinic.patient(load, journeys.program, CLIENTS);
            journeys.start(load);
            var keys = OnlineBackup.of(network.folder("keys"), network.url("keys"));
            var backup = OnlineBackup.of(record, network.url("record"));
            // the backup of the keys knows nothing of either
            Clinic.patient(load, journeys.program, CLIENTS + 1);
            journeys.erase(erased);
            goesOn(load);

            var acknowledged = Set.copyOf(load.acknowledged());
            OnlineBackup.name("then", record, network.url("record"));
            var last = history(network).size();
            goesOn(load);

            for (var database : List.of("record", "keys")) {
                OnlineBackup.keep(network.folder(database), network.url(database));
            }
            assertThat(readableKeys(network, erased)).isZero();
            return new Made(backup, keys, acknowledged, history(network), last, erased);
        }
    }

    private static void goesOn(FollowUps load) {
        var now = Instant.now();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(load.lastAcknowledged()).isAfter(now));
    }

    private static void restored(Network network, Made made) throws IOException {
        network.whileStopped(
                "record",
                folder -> made.record.restore(folder, "recovery_target_name = 'then'", network.url("record")));
        network.asOwner("record")
                .sql("update log_head set store_id = gen_random_uuid()")
                .update();
        var restoring = Instant.now();
        network.whileStopped(
                "keys", folder -> made.keys.restore(folder, "recovery_target = 'immediate'", network.url("keys")));

        var kept = history(network);
        assertThat(network.asQuerySide("record")
                        .sql("select payload::jsonb ->> 'entryId' from event where name = 'journey.follow-up-recorded'")
                        .query(String.class)
                        .list())
                .containsAll(made.acknowledged)
                .doesNotHaveDuplicates();
        assertThat(kept).isEqualTo(made.history.subList(0, kept.size())).hasSizeLessThanOrEqualTo(made.last);
        assertThat(made.last).isLessThan(made.history.size());

        // though nobody was started again
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(destroyed(network, made.erased)).isAfter(restoring));
        assertThat(readableKeys(network, made.erased)).isZero();
    }

    private static void followed(Network network, Journeys journeys, Side showing, Made made) {
        // a page that somebody left open asks for what is lost: it is told so, and does not wait for ever
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Clinic.asAdministrator(
                                network, showing, "GET", "/api/programs?at-least=" + (made.history.size() + 1_000)))
                        .isEqualTo(409));
        // the journeys that a node remembers go on from what is there
        try (var load = journeys.load()) {
            journeys.start(load);
            goesOn(load);
            assertThat(load.refusals()).isEmpty();
        }
        assertThat(network.asQuerySide("record")
                        .sql("select stream from event group by stream having count(*) <> max(sequence) + 1")
                        .query(UUID.class)
                        .list())
                .isEmpty();
        // names need keys, and some of those are lost
        ReadModels.equalAReplay(network, showing, "identity");
        // who was registered after the backup of the keys is set aside, neither forgotten nor in the way of others
        var views = network.asQuerySide("views");
        await().atMost(PATIENCE.multipliedBy(2))
                // a node may go on knowing a key for a minute
                .pollInterval(Duration.ofSeconds(5))
                .untilAsserted(() -> {
                    Clinic.asAdministrator(network, showing, "POST", "/api/operations/projections/identity/rebuild");
                    assertThat(views.sql("select projection || ' ' || cause from feed.dead_letter")
                                    .query(String.class)
                                    .list())
                            .containsExactly("identity KeyLost");
                    assertThat(views.sql("select count(*) from identity.patient")
                                    .query(Integer.class)
                                    .single())
                            .isEqualTo(CLIENTS);
                });
    }

    /** Whose key is lost for good gets another one, by the program that an operator runs. */
    private static void lossAccepted(Network network) throws IOException, InterruptedException {
        var before = readableKeys(network);

        for (int i = 0; i < 2; i++) {
            Side.once(CommandNode.class, network.ofCommandSide(), "--accept-lost-keys");

            assertThat(readableKeys(network)).isEqualTo(before + 1);
        }
    }

    private static int readableKeys(Network network) {
        return network.asQuerySide("keys")
                .sql("select count(*) from data_key where wrapped is not null")
                .query(Integer.class)
                .single();
    }

    /** All events in their order. */
    private static List<UUID> history(Network network) {
        return network.asQuerySide("record")
                .sql("select event_id from event order by position")
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private static int readableKeys(Network network, String patient) {
        return network.asQuerySide("keys")
                .sql("select count(*) from data_key where patient_id = ?::uuid and wrapped is not null")
                .param(patient)
                .query(Integer.class)
                .single();
    }

    private static Instant destroyed(Network network, String patient) {
        return network.asQuerySide("keys")
                .sql("select coalesce(destroyed_at, '-infinity') from data_key where patient_id = ?::uuid")
                .param(patient)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /** A program with some journeys, and who records on them. */
    private static final class Journeys {
        private final Network network;
        private final Side recording;
        private final String program;
        private final List<String> ids = new ArrayList<>();

        Journeys(Network network, Side recording) {
            this.network = network;
            this.recording = recording;
            try (var administrator = administrator()) {
                this.program = Clinic.program(administrator);
            }
        }

        private FollowUps administrator() {
            return new FollowUps(() -> List.of(recording), () -> Clinic.administrator(network));
        }

        FollowUps load() {
            return new FollowUps(
                    () -> List.of(recording), () -> network.provider().accessToken(Clinic.clinician(program)));
        }

        void admit(FollowUps load) {
            for (int i = 0; i < CLIENTS; i++) {
                ids.add(Clinic.journey(load, program, i));
            }
        }

        void start(FollowUps load) {
            ids.forEach(load::on);
        }

        void erase(String patient) {
            try (var administrator = administrator()) {
                administrator.recorded("/patients/" + patient + "/erasure", "{\"basis\": \"patient-request\"}");
            }
        }
    }
}

package org.throughline.standalone.guarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.BadSqlGrammarException;
import org.throughline.command.patient.KeyDestruction;
import org.throughline.standalone.guarded.House.Database;
import org.throughline.standalone.guarded.House.Login;
import tools.jackson.databind.JsonNode;

@Order(3)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(House.ONE)
@ExtendWith(OutputCaptureExtension.class)
class ADestroyedKeyTest {
    private final Clinic clinic = Clinic.open(0);

    @Test
    void leaves_nothing_to_read_anywhere_while_the_journey_still_replays(CapturedOutput output) {
        var told = Told.everything(clinic, "Quillfeather");
        var parked = withDeadLetters(told);
        Shown.awaited(told);
        var before = everything(told);
        for (var secret : told.secrets().subList(0, told.notes.size() + 2)) {
            assertThat(Everything.leaks(before, List.of(secret)))
                    .as("%s is told to somebody before the erasure", secret)
                    .isNotEmpty();
        }
        var replayed = replay(told);

        assertThat(told.erased().status()).isEqualTo(201);
        assertThat(parked.erased().status()).isEqualTo(201);

        // at once, whatever the read models and the keys held in memory still say
        assertThat(Everything.leaks(Everything.answered(told), told.secrets())).isEmpty();
        forgotten(told);
        var after = everything(told);
        after.put("log", output.getAll());
        assertThat(Everything.leaks(after, told.secrets())).isEmpty();
        assertThat(Everything.leaks(after, parked.secrets())).isEmpty();
        assertThat(erasedIn(replayed, replay(told), "")).isGreaterThanOrEqualTo(told.notes.size() - 1);
        assertThat(clinic.supervisor().get("/journeys/" + told.journey).body())
                .contains("erased")
                .contains("class=\"entry");

        deadLettersTaken();
        Shown.awaited(told);
        assertThat(Everything.leaks(everything(told), told.secrets())).isEmpty();
        assertThat(Everything.leaks(Everything.stored(), parked.secrets())).isEmpty();
    }

    @Test
    void is_destroyed_again_when_the_key_store_is_restored_and_not_used_before() {
        var told = Told.everything(clinic, "Umbrafield");
        Shown.awaited(told);
        var backup = keyOf(told);
        assertThat(told.erased().status()).isEqualTo(201);
        forgotten(told);

        restore(told, backup);
        assertThat(keyOf(told)).isEqualTo(backup);

        assertThat(Everything.leaks(everything(told), told.secrets())).isEmpty();
        House.application().getBean(KeyDestruction.class).afterSingletonsInstantiated();
        assertThat(keyOf(told).wrapped()).isNull();
        assertThat(Everything.leaks(everything(told), told.secrets())).isEmpty();
    }

    @Test
    void is_not_used_again_by_a_rebuild_before_it_is_destroyed_again() {
        var told = Told.registered(clinic, "Nightjarrow");
        var backup = keyOf(told);
        assertThat(told.erased().status()).isEqualTo(201);
        restore(told, backup);

        var rebuilt = Clinic.ADMINISTRATOR.post("/api/operations/projections/identity/rebuild", "{}");

        assertThat(rebuilt.status()).isEqualTo(202);
        await().atMost(Shown.PATIENCE)
                .untilAsserted(() -> assertThat(Clinic.ADMINISTRATOR
                                .get("/api/operations/projections")
                                .body())
                        .contains("\"endedAt\":\""));
        await().atMost(Shown.PATIENCE)
                // the tables that were live are dropped a moment later
                .ignoreException(BadSqlGrammarException.class)
                .untilAsserted(() -> assertThat(Everything.leaks(Everything.stored(), told.secrets()))
                        .isEmpty());
        House.application().getBean(KeyDestruction.class).repair();
        assertThat(keyOf(told).wrapped()).isNull();
    }

    @Test
    void is_owed_when_the_key_store_fails_after_the_order_and_the_answer_says_so() {
        var told = Told.everything(clinic, "Emberwhistle");
        Shown.awaited(told);
        Login.OWNER.run(Database.KEYS, "revoke update on data_key from throughline_command");
        try {
            var answer = told.erased("Idempotency-Key", "erase-" + told.patient);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.problem()).isEqualTo("destruction-pending");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(answer.text("/detail"))
                    .contains("is recorded", "tried again")
                    .doesNotContain("nothing");
            assertThat(Clinic.ADMINISTRATOR.get("/problems/destruction-pending").status())
                    .isEqualTo(200);
            assertThat(keyOf(told).wrapped()).isNotNull();
            assertThat(Everything.leaks(Everything.answered(told), told.secrets()))
                    .isEmpty();
        } finally {
            Login.OWNER.run(Database.KEYS, "grant update (wrapped, destroyed_at) on data_key to throughline_command");
        }
        await().atMost(Shown.PATIENCE).until(() -> keyOf(told).wrapped() == null);
        var again = told.erased("Idempotency-Key", "erase-" + told.patient);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().at("/replayed").asBoolean()).isTrue();
    }

    @Test
    void is_destroyed_by_its_name_in_the_record_when_the_key_store_has_lost_it() {
        var told = Told.registered(clinic, "Hollowmere");
        var backup = keyOf(told);
        Login.OWNER
                .on(Database.KEYS)
                .sql("delete from data_key where patient_id = ?::uuid")
                .param(told.patient)
                .update();

        assertThat(told.erased().status()).isEqualTo(201);

        restore(told, backup);
        House.application().getBean(KeyDestruction.class).repair();
        assertThat(keyOf(told).wrapped()).isNull();
    }

    private static Map<String, String> everything(Told told) {
        var everything = new HashMap<>(Everything.answered(told));
        everything.putAll(Everything.stored());
        everything.putAll(Everything.filed());
        return everything;
    }

    private static void forgotten(Told told) {
        await().atMost(Shown.PATIENCE)
                .until(() -> Login.QUERY
                        .on(Database.VIEWS)
                        .sql("select from identity.patient where patient = ?::uuid")
                        .param(told.patient)
                        .query()
                        .listOfRows()
                        .isEmpty());
    }

    /** Lets an entry of the patient, and the registration of another, get stuck on their way into the read models. */
    private Told withDeadLetters(Told told) {
        Login.QUERY.run(
                Database.VIEWS,
                "alter table timeline.entry add constraint stuck check (name <> 'journey.follow-up-recorded' or journey <> '"
                        + told.journey + "') not valid",
                "alter table identity.patient add constraint stuck check (family !~ '^Stuckinger') not valid");
        told.followUp("parked");
        var parked = Told.registered(clinic, "Stuckinger");
        await().atMost(Shown.PATIENCE)
                .untilAsserted(() -> assertThat(Clinic.ADMINISTRATOR
                                .get("/api/operations/dead-letters")
                                .body())
                        .contains(told.journey, parked.patient));
        return parked;
    }

    private static void deadLettersTaken() {
        Login.QUERY.run(
                Database.VIEWS,
                "alter table timeline.entry drop constraint stuck",
                "alter table identity.patient drop constraint stuck");
        for (var model : List.of("timeline", "identity")) {
            assertThat(Clinic.ADMINISTRATOR
                            .post("/api/operations/dead-letters/" + model + "/retry", "{}")
                            .json()
                            .at("/taken")
                            .asInt())
                    .isPositive();
        }
        assertThat(Clinic.ADMINISTRATOR.get("/api/operations/dead-letters").json())
                .isEmpty();
    }

    /**
     * A row of the key store.
     *
     * @param wrapped null when it is destroyed
     */
    private record KeyRow(UUID id, @Nullable String wrapped) {}

    private static KeyRow keyOf(Told told) {
        return Login.OWNER
                .on(Database.KEYS)
                .sql("select key_id, encode(wrapped, 'hex') from data_key where patient_id = ?::uuid")
                .param(told.patient)
                .query((row, _) -> new KeyRow(row.getObject(1, UUID.class), row.getString(2)))
                .single();
    }

    /** Puts a row back as it was, as a restored backup does. */
    private static void restore(Told told, KeyRow backup) {
        var keys = Login.OWNER.on(Database.KEYS);
        keys.sql("delete from data_key where patient_id = ?::uuid")
                .param(told.patient)
                .update();
        keys.sql("delete from lost_key where key_id = ?").param(backup.id()).update();
        keys.sql("insert into data_key (key_id, patient_id, wrapped) values (?, ?, decode(?, 'hex'))")
                .params(backup.id(), UUID.fromString(told.patient), String.valueOf(backup.wrapped()))
                .update();
    }

    private static JsonNode replay(Told told) {
        return Guest.of("ann", "auditor")
                .get("/api/journeys/" + told.journey + "/replay?position=" + lastOf(told))
                .json()
                .at("/steps");
    }

    private static long lastOf(Told told) {
        return Login.QUERY
                .on(Database.RECORD)
                .sql("select max(position) from event where stream = ?::uuid")
                .param(told.journey)
                .query(Long.class)
                .single();
    }

    /** Compares two replays: what is not erased is the same. Tells how much is erased. */
    private static int erasedIn(JsonNode before, JsonNode after, String at) {
        if (after.isObject() && after.at("/erased").asBoolean(false)) {
            return 1;
        }
        if (after.isContainer()) {
            assertThat(after.size()).as(at).isEqualTo(before.size());
            var count = 0;
            for (var name : after.isObject() ? new ArrayList<>(after.propertyNames()) : indices(after)) {
                count += erasedIn(part(before, name), part(after, name), at + "/" + name);
            }
            return count;
        }
        assertThat(after).as(at).isEqualTo(before);
        return 0;
    }

    private static List<String> indices(JsonNode list) {
        var indices = new ArrayList<String>();
        for (int i = 0; i < list.size(); i++) {
            indices.add(Integer.toString(i));
        }
        return indices;
    }

    private static JsonNode part(JsonNode node, String name) {
        return node.isArray() ? node.get(Integer.parseInt(name)) : node.get(name);
    }
}

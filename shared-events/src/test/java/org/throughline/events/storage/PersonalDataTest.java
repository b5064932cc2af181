package org.throughline.events.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.throughline.events.Contact;
import org.throughline.events.HistoryEvent;
import org.throughline.events.Identifier;
import org.throughline.events.JourneyEntry.RelapseReported;
import org.throughline.events.PatientEvent.PatientRegistered;
import org.throughline.events.PatientId;
import org.throughline.events.PersonName;
import org.throughline.events.Personal;
import org.throughline.events.RelapseSource;
import org.throughline.events.privacy.DataKey.Place;
import org.throughline.events.privacy.DataKey.Tampered;
import org.throughline.events.privacy.KeyDestroyed;
import org.throughline.events.privacy.KeyStore.Doomed;
import org.throughline.events.privacy.KeyStoreUnavailable;
import org.throughline.testing.Histories;
import org.throughline.testing.MemoryKeyStore;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Personal data can be read where it was written, and nowhere else, as long as its key exists. */
class PersonalDataTest {
    private static final PatientId PATIENT = Histories.patient(1);
    private static final PatientId OTHER = Histories.patient(2);
    private static final UUID EVENT = Histories.id(9, 1);

    private final EventCodec<HistoryEvent> codec = EventCodec.ofHistory();
    private final MemoryKeyStore keys = new MemoryKeyStore();
    private final PatientRegistered registered = Histories.registered(PATIENT, "Ada", "Example");
    private final String payload = codec.write(registered, EVENT, keys);

    private static StoredEvent stored(UUID eventId, String payload) {
        return new StoredEvent(1, eventId, PATIENT.value(), 0, "patient.registered", 1, "", payload, "{}");
    }

    private PatientRegistered open(String stored) {
        return (PatientRegistered) codec.open(stored(EVENT, stored), keys);
    }

    private static String enc(Personal<?> personal) {
        return ((Personal.Sealed<?>) personal).enc();
    }

    private PatientRegistered sealed() {
        return (PatientRegistered) codec.read(stored(EVENT, payload));
    }

    @Test
    void is_lost_and_not_erased_while_its_key_is_missing() {
        keys.lose(PATIENT);

        var lost = open(payload);

        assertThat(List.of(lost.name(), lost.birthDate())).allMatch(data -> data instanceof Personal.Lost);
    }

    @Test
    void is_known_again_with_the_key() {
        assertThat(open(payload)).isEqualTo(registered);
        assertThat(open(payload).name().ifKnown()).contains(new PersonName("Ada", "Example"));
    }

    @Test
    void is_known_wherever_in_the_payload_the_patient_is_named() {
        var json = JsonMapper.shared();
        var turned = (ObjectNode) json.readTree(payload);
        turned.set("patientId", turned.remove("patientId"));

        var last = json.writeValueAsString(turned);

        assertThat(last.indexOf("patientId")).isGreaterThan(last.lastIndexOf("enc"));
        assertThat(open(last)).isEqualTo(registered);
        assertThat(open(last.replace("\"patientId\":", "\"patientId\" : "))).isEqualTo(registered);
    }

    @Test
    void is_known_whatever_else_stands_beside_it() {
        assertThat(open(payload.replace("{\"enc\":", "{\"note\":{\"enc\":[1]},\"enc\":")))
                .isEqualTo(registered);
    }

    @Test
    void is_missed_loudly_where_nothing_is_sealed() {
        assertThatThrownBy(() -> open(payload.replace("{\"enc\":", "{\"ence\":")))
                .hasStackTraceContaining("personal data that is not sealed");
    }

    @Test
    void is_sealed_differently_every_time() {
        assertThat(codec.write(registered, EVENT, keys)).isNotEqualTo(payload);
    }

    @Test
    void names_its_version_and_its_key() {
        assertThat(enc(sealed().name())).matches("v1\\." + MemoryKeyStore.keyIdFor(PATIENT) + "\\.[A-Za-z0-9+/]+");
    }

    @Test
    void moved_to_another_event_is_noticed() {
        assertThatThrownBy(() -> codec.open(stored(Histories.id(9, 2), payload), keys))
                .isInstanceOf(Tampered.class);
    }

    @Test
    void moved_to_another_field_is_noticed() {
        var sealed = sealed();
        var moved = payload.replace(enc(sealed.birthDate()), enc(sealed.name()));

        assertThatThrownBy(() -> open(moved)).isInstanceOf(Tampered.class);
    }

    @Test
    void moved_to_another_patient_is_noticed() {
        keys.keyFor(OTHER);
        var moved = payload.replace(PATIENT.toString(), OTHER.toString());

        assertThatThrownBy(() -> open(moved)).isInstanceOf(Tampered.class);
    }

    @Test
    void said_to_be_sealed_with_another_key_is_noticed() {
        keys.keyFor(OTHER);
        var moved = payload.replace(
                MemoryKeyStore.keyIdFor(PATIENT).toString(),
                MemoryKeyStore.keyIdFor(OTHER).toString());

        assertThatThrownBy(() -> open(moved)).isInstanceOf(Tampered.class);
    }

    @Test
    void altered_is_noticed() {
        var enc = enc(sealed().name());
        var last = enc.charAt(enc.length() - 5);
        var altered = enc.substring(0, enc.length() - 5) + (last == 'A' ? 'B' : 'A') + enc.substring(enc.length() - 4);

        assertThatThrownBy(() -> open(payload.replace(enc, altered))).isInstanceOf(Tampered.class);
        for (var nonsense : List.of("", "v1", "v1.x.y", "v2" + enc.substring(2), enc + ".x", enc + "!", "v1..")) {
            assertThatThrownBy(() -> open(payload.replace(enc, nonsense)))
                    .as(nonsense)
                    .isInstanceOf(Tampered.class);
        }
    }

    @Test
    void is_erased_with_its_key_and_everything_else_remains() {
        keys.destroy(List.of(new Doomed(MemoryKeyStore.keyIdFor(PATIENT), PATIENT)));

        var erased = open(payload);

        assertThat(List.of(erased.name(), erased.birthDate())).allMatch(data -> data instanceof Personal.Erased);
        assertThat(erased.name().ifKnown()).isEmpty();
        assertThat(erased.occurred()).isEqualTo(registered.occurred());
        assertThatThrownBy(() -> codec.write(registered, EVENT, keys)).isInstanceOf(KeyDestroyed.class);
        assertThatThrownBy(() -> codec.write(erased, EVENT, keys)).hasMessage("erased data is never written");
    }

    @Test
    void is_never_taken_for_erased_while_the_key_store_is_down() {
        keys.setDown(true);

        assertThatThrownBy(() -> open(payload)).isInstanceOf(KeyStoreUnavailable.class);
        assertThatThrownBy(() -> codec.write(registered, EVENT, keys)).isInstanceOf(KeyStoreUnavailable.class);
        assertThat(sealed().occurred()).isEqualTo(registered.occurred());
    }

    @Test
    void is_never_taken_for_erased_when_the_key_is_lost() {
        var lost = (PatientRegistered) codec.open(stored(EVENT, payload), new MemoryKeyStore());

        assertThat(List.of(lost.name(), lost.birthDate())).allMatch(data -> data instanceof Personal.Lost);
        assertThat(lost.name().ifKnown()).isEmpty();
        assertThat(lost.occurred()).isEqualTo(registered.occurred());
    }

    @Test
    void is_never_printed() {
        var noted = new RelapseReported(
                Histories.journeyId(1),
                PATIENT,
                Histories.entry(1),
                Histories.at("2026-01-05T09:00"),
                RelapseSource.SELF,
                null,
                null,
                1,
                Personal.known("told her sister"),
                null,
                null);

        assertThat(registered.toString()).doesNotContain("Ada", "Example", "1988", "555", "River", "R-1");
        assertThat(noted.toString()).doesNotContain("sister");
        assertThat(registered.name().ifKnown().orElseThrow().toString()).doesNotContain("Ada");
        assertThat(new Contact("555", "a@example.org", "1 River Road").toString())
                .isEqualTo("Contact[…]");
        assertThat(new Identifier("mrn", "R-1").toString()).isEqualTo("Identifier[mrn, …]");
    }

    @Test
    void that_cannot_be_understood_is_not_told_by_the_error() {
        var key = keys.keyFor(PATIENT);
        var place = new Place(PATIENT.value(), EVENT, "patient.birth-date");
        var wrong = payload.replace(enc(sealed().birthDate()), key.seal("\"the 29th of February\"", place));

        assertThatThrownBy(() -> open(wrong))
                .hasMessage("what is sealed as patient.birth-date cannot be read")
                .hasNoCause();
    }
}

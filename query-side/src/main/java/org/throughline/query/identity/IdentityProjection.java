package org.throughline.query.identity;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.throughline.events.HistoryEvent;
import org.throughline.events.Identifier;
import org.throughline.events.PatientEvent;
import org.throughline.events.PatientEvent.PatientRegistered;
import org.throughline.events.PatientEvent.PersonalDataErased;
import org.throughline.events.PersonName;
import org.throughline.events.Personal;
import org.throughline.events.privacy.DataKey;
import org.throughline.events.privacy.KeyLost;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.storage.EventCodec;
import org.throughline.query.feed.Projection;
import org.throughline.query.feed.RecordedEvent;
import org.throughline.query.feed.Rows;
import org.throughline.query.feed.Tables;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps {@code identity}: the clear names, for finding a patient. It opens what is sealed: a key store that does not
 * answer stops the whole batch until it does, a destroyed key leaves no row, and who was sealed with a key that is lost is
 * set aside until it is found.
 */
@Component
final class IdentityProjection implements Projection {
    private static final Rows.Columns PATIENT = new Rows.Columns(
            "patient uuid",
            "version bigint",
            "program uuid",
            "given text",
            "family text",
            "birth_date date",
            "identifiers jsonb",
            "contact jsonb",
            "search text");

    private final EventCodec<HistoryEvent> codec;
    private final KeyStore keys;
    private final JsonMapper json = JsonMapper.builder().build();

    IdentityProjection(
            @Qualifier("queryCodec") EventCodec<HistoryEvent> codec, @Qualifier("queryKeyStore") KeyStore keys) {
        this.codec = codec;
        this.keys = keys;
    }

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public boolean handles(String eventName) {
        return eventName.startsWith("patient.");
    }

    @Override
    public void apply(List<RecordedEvent> events, Tables tables) throws SQLException {
        var patients = new Rows(PATIENT);
        var forgotten = new ArrayList<UUID>();
        keys.lookUp(events.stream().flatMap(IdentityProjection::keyOf).toList());
        for (var recorded : events) {
            if (codec.open(recorded.stored(), keys) instanceof PatientEvent event) {
                switch (event) {
                    case PatientRegistered e -> add(patients, recorded.stored().sequence(), e);
                    case PersonalDataErased e -> forgotten.add(e.patientId().value());
                }
            }
        }
        patients.insert(tables, "patient");
        if (!forgotten.isEmpty()) {
            tables.run("delete from {patient} where patient = any (?)", tables.ids(forgotten));
        }
    }

    /** What a name is sealed with. */
    private static Stream<UUID> keyOf(RecordedEvent recorded) {
        return recorded.event() instanceof PatientRegistered registered
                        && registered.name() instanceof Personal.Sealed<?> sealed
                ? Stream.of(DataKey.keyIdOf(sealed))
                : Stream.empty();
    }

    private void add(Rows patients, long version, PatientRegistered e) {
        if (e.name() instanceof Personal.Lost) {
            throw new KeyLost();
        }
        e.name().ifKnown().ifPresent(name -> {
            var identifiers = known(e.identifiers()).orElse(List.of());
            patients.add(
                    e.patientId(),
                    version,
                    e.programId(),
                    name.given(),
                    name.family(),
                    e.birthDate().ifKnown().orElse(null),
                    json.writeValueAsString(identifiers),
                    known(e.contact()).map(json::writeValueAsString).orElse(null),
                    searchText(name, identifiers));
        });
    }

    private static <T> Optional<T> known(@Nullable Personal<T> personal) {
        return personal == null ? Optional.empty() : personal.ifKnown();
    }

    private static String searchText(PersonName name, List<Identifier> identifiers) {
        return Stream.concat(
                        Stream.of(name.given(), name.family()),
                        identifiers.stream().map(Identifier::value))
                .map(Patients::plain)
                .collect(Collectors.joining(" "));
    }
}

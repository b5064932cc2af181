package org.throughline.query.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.events.Contact;
import org.throughline.events.Identifier;
import org.throughline.events.PatientId;
import org.throughline.events.PersonName;
import org.throughline.events.ProgramId;
import org.throughline.events.storage.Texts;
import org.throughline.query.feed.Erasures;
import tools.jackson.databind.json.JsonMapper;

/** Reads identities: whoever calls it records the reading first. A patient whose key is destroyed is not found. */
@Component
public class Patients {
    /** Who somebody is. Never prints it. */
    public record Identity(
            PatientId patient,
            ProgramId registeredBy,
            PersonName name,
            @Nullable LocalDate birthDate,
            List<Identifier> identifiers,
            @Nullable Contact contact) {
        @Override
        public String toString() {
            return "Identity[" + patient + ", …]";
        }
    }

    private final JdbcClient views;
    private final Erasures erasures;
    private final JsonMapper json = JsonMapper.builder().build();

    Patients(@Qualifier("views") JdbcClient views, Erasures erasures) {
        this.views = views;
        this.erasures = erasures;
    }

    /** Whether a patient's identity is erased; one that is not there otherwise is not read yet, or its key is missing. */
    public boolean erased(PatientId patient) {
        return erasures.of(patient);
    }

    /** A patient's identity; empty if it is erased or not known. */
    public Optional<Identity> of(PatientId patient) {
        if (erasures.of(patient)) {
            return Optional.empty();
        }
        return views.sql("select * from identity.patient where patient = ?")
                .param(patient.value())
                .query((row, _) -> identity(row))
                .optional();
    }

    /** The names of some patients, without those that are erased. */
    public Map<PatientId, PersonName> names(Collection<PatientId> patients) {
        var erased = erasures.all();
        return views
                .sql("select * from identity.patient where patient = any (?::uuid[])")
                .param(patients.stream().map(PatientId::toString).toArray(String[]::new))
                .query((row, _) -> identity(row))
                .list()
                .stream()
                .filter(identity -> !erased.contains(identity.patient()))
                .collect(Collectors.toMap(Identity::patient, Identity::name));
    }

    /**
     * The patients of some programs whose name or identifiers hold every word of a text; fifty at most, by name. A
     * patient is of the program that registered them and of every program they have a journey in.
     */
    public List<Identity> search(String text, Collection<ProgramId> programs) {
        var words = Arrays.stream(plain(text).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(word -> "%" + word.replaceAll("([\\\\%_])", "\\\\$1") + "%")
                .toArray(String[]::new);
        if (words.length == 0 || !Texts.storable(text)) {
            return List.of();
        }
        var erased = erasures.all();
        var ids = programs.stream().map(ProgramId::toString).toArray(String[]::new);
        return views.sql("""
            select * from identity.patient p
            where p.search like all (?::text[])
              and (p.program = any (?::uuid[]) or exists (
                  select from timeline.journey j where j.patient = p.patient and j.program = any (?::uuid[])))
            order by p.family, p.given, p.patient limit 50\
            """).params(words, ids, ids).query((row, _) -> identity(row)).list().stream()
                .filter(identity -> !erased.contains(identity.patient()))
                .toList();
    }

    /** As names are compared: lower case, without marks. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    private Identity identity(ResultSet row) throws SQLException {
        var contact = row.getString("contact");
        return new Identity(
                new PatientId(row.getObject("patient", UUID.class)),
                new ProgramId(row.getObject("program", UUID.class)),
                new PersonName(row.getString("given"), row.getString("family")),
                row.getObject("birth_date", LocalDate.class),
                List.of(json.readValue(row.getString("identifiers"), Identifier[].class)),
                contact == null ? null : json.readValue(contact, Contact.class));
    }
}

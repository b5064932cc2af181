package org.throughline.events.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.throughline.events.EventType;
import org.throughline.events.HistoryEvent;
import org.throughline.events.PatientId;
import org.throughline.events.Personal;
import org.throughline.events.PersonalData;
import org.throughline.testing.Histories;

class EventTypesTest {
    private final EventTypes types = EventTypes.below(HistoryEvent.class);

    @Test
    void are_all_records_below_the_sealed_history_event() {
        var implementing = new ClassFileImporter()
                .importPackages("org.throughline.events").stream()
                        .filter(type -> type.isAssignableTo(HistoryEvent.class) && !type.isInterface())
                        .map(JavaClass::getFullName)
                        .collect(Collectors.toSet());

        assertThat(types.all()).extracting(type -> type.type().getName()).hasSameElementsAs(implementing);
    }

    @Test
    void have_names_in_the_words_of_the_field_and_say_what_happened() {
        assertThat(types.all()).hasSize(15).allSatisfy(type -> {
            assertThat(type.name()).matches("(patient|program|session|journey)\\.[a-z]+(-[a-z]+)*");
            assertThat(type.meaning()).endsWith(".").hasSizeGreaterThan(10);
            assertThat(type.revision()).isPositive();
        });
    }

    @Test
    void tell_what_an_event_is_stored_as() {
        assertThat(types.of(Histories.published()).name()).isEqualTo("program.published");
        assertThat(types.named("program.published").type())
                .isEqualTo(Histories.published().getClass());
        assertThatThrownBy(() -> types.of("a text")).isInstanceOf(IllegalArgumentException.class);
    }

    record Unnamed(PatientId patientId) {}

    @EventType(name = "test.same", meaning = "One event.")
    record One(PatientId patientId) {}

    @EventType(name = "test.same", meaning = "Another event.")
    record Another(PatientId patientId) {}

    @EventType(name = "test.unlabelled", meaning = "Personal data without a label.")
    record Unlabelled(PatientId patientId, Personal<String> note) {}

    @EventType(name = "test.nobodys", meaning = "Personal data of nobody.")
    record Nobodys(@PersonalData("test.nobodys.note") Personal<String> note) {}

    @EventType(name = "test.twice", meaning = "A label used twice.")
    record Twice(
            PatientId patientId,
            @PersonalData("test.twice") Personal<String> one,
            @PersonalData("test.twice") Personal<String> other) {}

    @Test
    void refuse_what_could_not_be_read_back() {
        assertThatThrownBy(() -> EventTypes.of(List.of(Unnamed.class))).hasMessageContaining("no record with a stored");
        assertThatThrownBy(() -> EventTypes.of(List.of(One.class, Another.class)))
                .hasMessage("two events are stored as test.same");
        assertThatThrownBy(() -> EventTypes.of(List.of(Unlabelled.class))).hasMessageContaining("no permanent label");
        assertThatThrownBy(() -> EventTypes.of(List.of(Nobodys.class))).hasMessageContaining("nobody’s");
        assertThatThrownBy(() -> EventTypes.of(List.of(Twice.class))).hasMessageContaining("no permanent label");
    }
}

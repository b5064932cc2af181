package org.throughline.events.storage;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.throughline.events.EventType;
import org.throughline.events.PatientId;
import org.throughline.events.Personal;
import org.throughline.events.PersonalData;

/** The stored names of events and the records they are read into. */
public final class EventTypes {
    /**
     * One kind of event.
     *
     * @param name the stored name
     * @param revision the current revision
     * @param type the record
     */
    public record Entry(String name, int revision, String meaning, Class<? extends Record> type) {}

    /** The component, and so the property of the payload, that tells whose key an event is sealed with. */
    static final String PATIENT = "patientId";

    private final Map<String, Entry> byName = new TreeMap<>();
    private final Map<Class<?>, Entry> byType = new HashMap<>();
    private final Map<Class<?>, RecordComponent> patients = new HashMap<>();
    private final Set<String> labels = new HashSet<>();

    private EventTypes(Stream<Class<?>> types) {
        types.forEach(this::add);
    }

    /** All records below a sealed interface. */
    public static EventTypes below(Class<?> sealed) {
        return new EventTypes(records(sealed));
    }

    /** Exactly these records. */
    public static EventTypes of(Collection<Class<? extends Record>> types) {
        return new EventTypes(types.stream().map(type -> type));
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventTypes::records)
                : Stream.of(type);
    }

    private void add(Class<?> type) {
        var stored = type.getAnnotation(EventType.class);
        if (stored == null || !type.isRecord()) {
            throw new IllegalArgumentException(type.getName() + " is no record with a stored name");
        }
        var entry = new Entry(stored.name(), stored.revision(), stored.meaning(), type.asSubclass(Record.class));
        if (byName.putIfAbsent(stored.name(), entry) != null) {
            throw new IllegalArgumentException("two events are stored as " + stored.name());
        }
        byType.put(type, entry);
        Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getType().equals(PatientId.class)
                        && component.getName().equals(PATIENT))
                .forEach(component -> patients.put(type, component));
        Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getType().equals(Personal.class))
                .forEach(component -> addPersonal(type, component));
    }

    private void addPersonal(Class<?> type, RecordComponent component) {
        var marked = component.getAnnotation(PersonalData.class);
        var where = component.getName() + " of " + type.getName();
        if (marked == null || !labels.add(marked.value())) {
            throw new IllegalArgumentException(where + " has no permanent label of its own");
        }
        if (!patients.containsKey(type)) {
            throw new IllegalArgumentException(where + " is nobody’s personal data: there is no " + PATIENT);
        }
    }

    /** Every kind of event, by stored name. */
    public List<Entry> all() {
        return List.copyOf(byName.values());
    }

    /**
     * What an event is stored as.
     *
     * @throws IllegalArgumentException if it is none of ours
     */
    public Entry of(Object event) {
        return Optional.ofNullable(byType.get(event.getClass()))
                .orElseThrow(() -> new IllegalArgumentException(event.getClass().getName() + " is not stored"));
    }

    /**
     * The kind of event with a stored name.
     *
     * @throws UnknownEvent if there is none
     */
    public Entry named(String name) {
        return Optional.ofNullable(byName.get(name)).orElseThrow(() -> new UnknownEvent(name));
    }

    /** Whose personal data an event holds; empty if it belongs to no patient. */
    Optional<UUID> patientOf(Object event) {
        return Optional.ofNullable(patients.get(event.getClass())).map(component -> {
            try {
                return ((PatientId) component.getAccessor().invoke(event)).value();
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException("a record's accessor cannot be called", impossible);
            }
        });
    }

    /** The record holds an event that this version does not know: the version is too old. */
    public static final class UnknownEvent extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownEvent(String name) {
            super("The record holds an event that this version does not know: " + name);
        }
    }
}

package org.throughline.events.storage;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The components of an event that may be left out. */
final class Nullables {
    private Nullables() {}

    static Stream<RecordComponent> of(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).filter(Nullables::mayBeLeftOut);
    }

    /** What an event says in a component. */
    static @Nullable Object value(RecordComponent component, Object event) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(component.getName(), impossible);
        }
    }

    static boolean mayBeLeftOut(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}

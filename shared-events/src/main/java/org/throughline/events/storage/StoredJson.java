package org.throughline.events.storage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of the history: components in the order of the record, what is null left out, what is unknown passed over. A
 * component that may not be null must be there.
 */
final class StoredJson {
    private StoredJson() {}

    static JsonMapper.Builder mapper() {
        return JsonMapper.builder()
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                // a code list is its codes, never a place in it
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                // a destroyed key, a key store that is down, a text that cannot be stored: callers tell them apart
                .disable(SerializationFeature.WRAP_EXCEPTIONS)
                .disable(DeserializationFeature.WRAP_EXCEPTIONS)
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .annotationIntrospector(new Requirements())
                .addModule(StorableText.module())
                .addModule(QuickReading.module());
    }

    /** Requires the components of a record that are neither marked as nullable nor left out when they say nothing. */
    private static final class Requirements extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            return component(member)
                    .map(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                            && !component.getAccessor().isAnnotationPresent(JsonInclude.class))
                    .orElseGet(() -> super.hasRequiredMarker(config, member));
        }

        private static Optional<RecordComponent> component(AnnotatedMember member) {
            var components = member.getDeclaringClass().getRecordComponents();
            if (components == null) {
                return Optional.empty();
            }
            return member instanceof AnnotatedParameter parameter
                    ? Optional.of(components[parameter.getIndex()])
                    : Arrays.stream(components)
                            .filter(component -> component.getName().equals(member.getName()))
                            .findFirst();
        }
    }
}

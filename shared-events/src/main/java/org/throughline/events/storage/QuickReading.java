package org.throughline.events.storage;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.ValueInstantiators;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.ext.javatime.deser.LocalDateDeserializer;
import tools.jackson.databind.introspect.AnnotatedWithParams;
import tools.jackson.databind.module.SimpleModule;

/**
 * Short ways where Jackson's own take most of the time of reading an event, and whoever builds read models reads all of
 * them: times are taken from their usual form without a formatter, and records are made by their constructors or
 * factories. What has another form is left to Jackson.
 */
final class QuickReading {
    private static final String DAY = "0000-00-00";
    private static final String SECOND = "0000-00-00T00:00:00";
    private static final int NANO_DIGITS = 9;

    private QuickReading() {}

    static SimpleModule module() {
        var module = new SimpleModule("quick reading") {
            private static final long serialVersionUID = 1;

            @Override
            public void setupModule(SetupContext context) {
                super.setupModule(context);
                context.addValueInstantiators(new OfRecords());
            }
        };
        module.addDeserializer(
                Instant.class, new Quick<>(Instant.class, QuickReading::instant, InstantDeserializer.INSTANT));
        module.addDeserializer(
                LocalDate.class, new Quick<>(LocalDate.class, QuickReading::day, LocalDateDeserializer.INSTANCE));
        return module;
    }

    /**
     * The moment of a text such as {@code 2026-03-05T09:00:00Z}, with any fraction of a second; null if it is no such text.
     *
     * @throws DateTimeException if there is no such moment
     */
    static @Nullable Instant instant(String text) {
        var end = text.length() - 1;
        if (end < SECOND.length() || text.charAt(end) != 'Z' || !hasForm(text, SECOND)) {
            return null;
        }
        var nanos = end == SECOND.length() ? 0 : nanos(text, end);
        if (nanos < 0) {
            return null;
        }
        return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .atTime(LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19), nanos))
                .toInstant(ZoneOffset.UTC);
    }

    /** Negative if there is no fraction as it is written. */
    private static int nanos(String text, int end) {
        var from = SECOND.length() + 1;
        var digits = end - from;
        if (text.charAt(from - 1) != '.' || digits < 1 || digits > NANO_DIGITS) {
            return -1;
        }
        var nanos = 0;
        for (int i = 0; i < NANO_DIGITS; i++) {
            var digit = i < digits ? text.charAt(from + i) - '0' : 0;
            if (digit < 0 || digit > 9) {
                return -1;
            }
            nanos = nanos * 10 + digit;
        }
        return nanos;
    }

    /** The day of a text such as {@code 2026-03-05}; null if it is no such text. */
    static @Nullable LocalDate day(String text) {
        return text.length() == DAY.length() && hasForm(text, DAY)
                ? LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                : null;
    }

    private static boolean hasForm(String text, String form) {
        for (int i = 0; i < form.length(); i++) {
            var is = text.charAt(i);
            if (form.charAt(i) == '0' ? is < '0' || is > '9' : is != form.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** Reads the usual form of a text itself. */
    private static final class Quick<T> extends StdScalarDeserializer<T> {
        private final transient Function<String, @Nullable T> usual;
        private final ValueDeserializer<T> other;

        Quick(Class<T> type, Function<String, @Nullable T> usual, ValueDeserializer<T> other) {
            super(type);
            this.usual = usual;
            this.other = other;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.hasToken(JsonToken.VALUE_STRING)) {
                try {
                    var value = usual.apply(parser.getString());
                    if (value != null) {
                        return value;
                    }
                } catch (DateTimeException none) {
                    // Jackson says what is wrong with it
                }
            }
            return other.deserialize(parser, context);
        }
    }

    /** Jackson calls constructors and factories by method handles that it spreads anew each time. */
    private static final class OfRecords extends ValueInstantiators.Base {
        @Override
        public ValueInstantiator modifyValueInstantiator(
                DeserializationConfig config, BeanDescription.Supplier description, ValueInstantiator usual) {
            if (!description.getBeanClass().isRecord() || !(usual instanceof StdValueInstantiator standard)) {
                return usual;
            }
            var ofParts = executable(standard.getWithArgsCreator());
            var ofOne = executable(standard.getDelegateCreator());
            return ofParts == null && ofOne == null ? usual : new Called(standard, ofParts, ofOne);
        }

        private static @Nullable Executable executable(@Nullable AnnotatedWithParams creator) {
            return creator != null && creator.getAnnotated() instanceof Executable executable ? executable : null;
        }
    }

    private static final class Called extends StdValueInstantiator {
        private static final long serialVersionUID = 1;

        private final transient @Nullable Executable ofParts;
        private final transient @Nullable Executable ofOne;

        Called(StdValueInstantiator usual, @Nullable Executable ofParts, @Nullable Executable ofOne) {
            super(usual);
            this.ofParts = ofParts;
            this.ofOne = ofOne;
        }

        @Override
        public Object createFromObjectWith(DeserializationContext context, Object[] arguments) {
            return ofParts == null ? super.createFromObjectWith(context, arguments) : call(ofParts, context, arguments);
        }

        @Override
        public Object createUsingDelegate(DeserializationContext context, Object delegate) {
            return ofOne == null || ofOne.getParameterCount() != 1
                    ? super.createUsingDelegate(context, delegate)
                    : call(ofOne, context, delegate);
        }

        private Object call(Executable creator, DeserializationContext context, Object... arguments) {
            try {
                return switch (creator) {
                    case Constructor<?> constructor -> constructor.newInstance(arguments);
                    case Method factory -> factory.invoke(null, arguments);
                };
            } catch (InvocationTargetException failed) {
                return context.handleInstantiationProblem(
                        _valueClass, arguments, rewrapCtorProblem(context, failed.getCause()));
            } catch (ReflectiveOperationException impossible) {
                return context.handleInstantiationProblem(
                        _valueClass, arguments, rewrapCtorProblem(context, impossible));
            }
        }
    }
}

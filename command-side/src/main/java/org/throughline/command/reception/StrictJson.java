package org.throughline.command.reception;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.throughline.command.problems.Unfit;
import org.throughline.events.storage.Texts;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Takes a body at its word: what is recorded is kept for ever, so nothing in it is guessed, converted, ignored or taken
 * from the second of two fields of one name.
 */
@Configuration(proxyBeanMethods = false)
class StrictJson {
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2199;
    private static final String YEARS = "The year must lie between " + FIRST_YEAR + " and " + LAST_YEAR + ".";
    private static final String FORM = "invalid-format";

    @Bean
    JsonMapperBuilderCustomizer bodiesAtTheirWord() {
        return StrictJson::strict;
    }

    static void strict(JsonMapper.Builder json) {
        json.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                // an address that says the kind of an entry needs no body that says it again
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.REQUIRE_TYPE_ID_FOR_SUBTYPES)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .withCoercionConfigDefaults(coercion -> {
                    for (var shape : CoercionInputShape.values()) {
                        coercion.setCoercion(shape, CoercionAction.Fail);
                    }
                })
                .addModule(new SimpleModule("strict")
                        .addDeserializer(String.class, new StorableText())
                        .addKeyDeserializer(String.class, new StorableKey())
                        .addDeserializer(Instant.class, new Moment())
                        .addDeserializer(LocalDate.class, new Day()));
    }

    private static Unfit unstorable(JsonParser parser) {
        return new Unfit(
                parser, String.class, "not-storable", "This holds NUL or half a character, which no text can hold.");
    }

    /** A text that can be stored and comes back as it was. */
    private static final class StorableText extends StdScalarDeserializer<String> {
        StorableText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                throw new Unfit(parser, String.class, FORM, "A text is needed, in quotes.");
            }
            var text = parser.getString();
            if (!Texts.storable(text)) {
                throw unstorable(parser);
            }
            return text;
        }
    }

    /** The same for a name in an object. */
    private static final class StorableKey extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            if (!Texts.storable(key)) {
                throw unstorable(context.getParser());
            }
            return key;
        }
    }

    /** A moment by ISO 8601 with its offset; never a number, whose unit would have to be guessed. */
    private static final class Moment extends StdScalarDeserializer<Instant> {
        private static final String SENTENCE = "A moment is needed, like 2026-01-31T14:00:00Z.";

        Moment() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                throw new Unfit(parser, Instant.class, FORM, SENTENCE);
            }
            try {
                var moment = Instant.parse(parser.getString());
                if (outside(moment.atOffset(ZoneOffset.UTC).getYear())) {
                    throw new Unfit(parser, Instant.class, "out-of-range", YEARS);
                }
                return moment;
            } catch (DateTimeException unparsable) {
                throw new Unfit(parser, Instant.class, FORM, SENTENCE);
            }
        }
    }

    /** A day by ISO 8601. */
    private static final class Day extends StdScalarDeserializer<LocalDate> {
        private static final String SENTENCE = "A day is needed, like 2026-01-31.";

        Day() {
            super(LocalDate.class);
        }

        @Override
        public LocalDate deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                throw new Unfit(parser, LocalDate.class, FORM, SENTENCE);
            }
            try {
                var day = LocalDate.parse(parser.getString());
                if (outside(day.getYear())) {
                    throw new Unfit(parser, LocalDate.class, "out-of-range", YEARS);
                }
                return day;
            } catch (DateTimeException unparsable) {
                throw new Unfit(parser, LocalDate.class, FORM, SENTENCE);
            }
        }
    }

    private static boolean outside(int year) {
        return year < FIRST_YEAR || year > LAST_YEAR;
    }
}

package org.throughline.command.intake;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.throughline.command.intake.Value.Condition;
import org.throughline.events.Coded;

/** Works out values for one row, and tells what is wrong with them. A wrong or missing value is null. */
final class Reading {
    private static final BigDecimal MOST = new BigDecimal(Integer.MAX_VALUE);

    private final Row row;
    private final Map<String, Value> named;
    private final Consumer<Flaw> flaws;
    private boolean sound = true;

    Reading(Row row, Map<String, Value> named, Consumer<Flaw> flaws) {
        this.row = row;
        this.named = named;
        this.flaws = flaws;
    }

    /** Whether nothing was wrong so far. */
    boolean sound() {
        return sound;
    }

    void flaw(String field, String code, String message) {
        sound = false;
        flaws.accept(new Flaw(row.line(), field, code, message));
    }

    /** A text, which must be there. */
    @Nullable
    String required(@Nullable Value value, String field) {
        if (value == null) {
            flaw(field, "missing", "The mapping says nothing about it.");
            return null;
        }
        var before = sound;
        var text = text(value, field);
        if (text == null && before == sound) {
            flaw(where(value, field), "missing", "This must not be empty.");
        }
        return text;
    }

    /** A text, null if there is none. */
    @Nullable
    String text(@Nullable Value value, String field) {
        if (value == null) {
            return null;
        }
        var raw = raw(value, field);
        if (raw == null || raw.isEmpty()) {
            return null;
        }
        var coded = coded(value, raw, field);
        if (coded == null) {
            return null;
        }
        return value.prefix() == null ? coded : value.prefix() + coded;
    }

    private @Nullable String raw(Value value, String field) {
        if (value.constant() != null) {
            return value.constant();
        }
        if (value.column() != null) {
            return row.cell(value.column());
        }
        if (value.named() != null) {
            return text(named.get(value.named()), field);
        }
        if (value.choose() != null) {
            for (var choice : value.choose()) {
                if (choice.when() == null || holds(choice.when())) {
                    return text(choice.value(), field);
                }
            }
        }
        return null;
    }

    private @Nullable String coded(Value value, String raw, String field) {
        var text = raw;
        if (value.codes() != null) {
            text = value.codes().get(raw);
            if (text == null) {
                flaw(where(value, field), "unknown-code", "The mapping knows no such code.");
                return null;
            }
        }
        if (value.bands() == null && value.atMost() == null) {
            return text;
        }
        var number = number(text, where(value, field));
        if (number == null) {
            return null;
        }
        if (value.bands() != null) {
            for (var band : value.bands()) {
                if (band.below() == null || number.compareTo(band.below()) < 0) {
                    return band.value();
                }
            }
            flaw(where(value, field), "out-of-range", "No band of the mapping reaches so far.");
            return null;
        }
        var most = value.atMost();
        return most != null && number.compareTo(new BigDecimal(most)) > 0 ? most.toString() : text;
    }

    /** Whether a condition holds. */
    boolean holds(Condition condition) {
        var cell = row.cell(condition.column());
        if (condition.present() != null && condition.present() == cell.isEmpty()) {
            return false;
        }
        if (condition.equalTo() != null && !condition.equalTo().contains(cell)) {
            return false;
        }
        if (condition.atLeast() == null && condition.below() == null) {
            return true;
        }
        var number = number(cell, condition.column());
        var least = limit(condition.atLeast(), condition.column());
        var below = limit(condition.below(), condition.column());
        return number != null
                && (condition.atLeast() == null || (least != null && number.compareTo(least) >= 0))
                && (condition.below() == null || (below != null && number.compareTo(below) < 0));
    }

    private @Nullable BigDecimal limit(@Nullable Value value, String field) {
        var text = value == null ? null : required(value, field);
        return text == null ? null : number(text, field);
    }

    private @Nullable BigDecimal number(String text, String field) {
        try {
            // no exponents: 1e9 is a slip, and 1e999999999 an attack
            if (text.length() <= 20 && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            flaw(field, "not-a-number", "A number is needed.");
            return null;
        }
        flaw(field, "not-a-number", "A number is needed.");
        return null;
    }

    /** A whole number, null if there is none. */
    @Nullable
    Integer whole(@Nullable Value value, String field) {
        var text = text(value, field);
        if (text == null || value == null) {
            return null;
        }
        var number = number(text, where(value, field));
        if (number == null) {
            return null;
        }
        if (number.signum() < 0) {
            flaw(where(value, field), "negative", "This cannot be less than nothing.");
            return null;
        }
        if (number.stripTrailingZeros().scale() > 0 || number.compareTo(MOST) > 0) {
            flaw(where(value, field), "not-a-whole-number", "A whole number is needed.");
            return null;
        }
        return number.intValue();
    }

    /** A code of a list, which must be there. */
    <C extends Coded> @Nullable C code(@Nullable Value value, C[] codes, String field) {
        return required(value, field) == null ? null : codeIfAny(value, codes, field);
    }

    /** A code of a list, null if there is none. */
    <C extends Coded> @Nullable C codeIfAny(@Nullable Value value, C[] codes, String field) {
        var text = text(value, field);
        if (text == null || value == null) {
            return null;
        }
        var found =
                Arrays.stream(codes).filter(code -> code.code().equals(text)).findFirst();
        if (found.isEmpty()) {
            var known = Arrays.stream(codes).map(Coded::code).collect(Collectors.joining(", "));
            flaw(where(value, field), "unknown-code", "One of these is needed: " + known + ".");
        }
        return found.orElse(null);
    }

    /** A day, which must be there. */
    @Nullable
    LocalDate date(@Nullable Value value, String field) {
        var text = required(value, field);
        if (text == null || value == null) {
            return null;
        }
        try {
            var day = LocalDate.parse(text);
            if (day.getYear() >= 1800 && day.getYear() < 10_000) {
                return day;
            }
            flaw(where(value, field), "bad-date", "The year cannot be meant.");
        } catch (DateTimeParseException e) {
            flaw(where(value, field), "bad-date", "A day is needed, like 2026-01-31.");
        }
        return null;
    }

    /** People look for a flaw in the column, if the value comes from one. */
    static String where(Value value, String field) {
        return value.column() == null ? field : value.column();
    }
}

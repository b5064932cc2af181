package org.throughline.query.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.throughline.events.Coded;
import org.throughline.events.DischargeReason;
import org.throughline.events.LevelOfCare;

/** How codes are said on pages: in the field's plain words. */
public final class Words {
    /** Where the code itself, with spaces for dashes, is not what one would say. */
    private static final Map<String, String> SAID = Map.ofEntries(
            Map.entry("no-show", "No-show"),
            Map.entry("drug-test", "Drug test"),
            Map.entry("self", "Told by the patient"),
            Map.entry("collateral", "Told by someone else"),
            Map.entry("api", "Interface"),
            Map.entry("record", "From another record"),
            Map.entry("no-return-reported", "No return to use reported"),
            Map.entry("return-to-use-or-lost", "Returned to use or lost"),
            Map.entry("lost", "Could not be reached"),
            Map.entry("case-management", "Case management and job support"));

    private static final SortedMap<Integer, String> SUBSTANCES = numberedFromOne(
            "None",
            "Alcohol",
            "Cocaine or crack",
            "Marijuana or hashish",
            "Heroin",
            "Non-prescription methadone",
            "Other opiates and synthetics",
            "PCP",
            "Hallucinogens",
            "Methamphetamine",
            "Other amphetamines",
            "Other stimulants",
            "Benzodiazepines",
            "Other tranquilizers",
            "Barbiturates",
            "Other sedatives or hypnotics",
            "Inhalants",
            "Over-the-counter medication",
            "Other drugs");

    private Words() {}

    private static SortedMap<Integer, String> numberedFromOne(String... words) {
        var numbered = new TreeMap<Integer, String>();
        for (var word : words) {
            numbered.put(numbered.size() + 1, word);
        }
        return Collections.unmodifiableSortedMap(numbered);
    }

    /** A code in words. */
    public static String of(Coded coded) {
        if (coded instanceof LevelOfCare level) {
            return of(level);
        }
        return of(coded.code());
    }

    /** A stored code in words. */
    public static String of(String code) {
        var said = SAID.get(code);
        if (said != null) {
            return said;
        }
        return code.isEmpty()
                ? code
                : Character.toUpperCase(code.charAt(0)) + code.substring(1).replace('-', ' ');
    }

    /** A level of care with its number. */
    public static String of(LevelOfCare level) {
        return "Level " + level.code() + " · "
                + switch (level) {
                    case OUTPATIENT -> "outpatient";
                    case INTENSIVE_OUTPATIENT -> "intensive outpatient";
                    case PARTIAL_HOSPITALIZATION -> "partial hospitalization";
                    case RESIDENTIAL_LOW -> "low-intensity residential";
                    case RESIDENTIAL_HIGH -> "high-intensity residential";
                    case INPATIENT -> "inpatient";
                };
    }

    /** A level of care by its code. */
    public static String level(String code) {
        for (var level : LevelOfCare.values()) {
            if (level.code().equals(code)) {
                return of(level);
            }
        }
        return "Level " + code;
    }

    /** A substance by its TEDS code. */
    public static String substance(int code) {
        return SUBSTANCES.getOrDefault(code, "Substance " + code);
    }

    /** The substances that TEDS knows, by code. */
    public static SortedMap<Integer, String> substances() {
        return SUBSTANCES;
    }

    /** A time zone: {@code America/New York}. */
    public static String of(ZoneId zone) {
        return zone.getId().replace('_', ' ');
    }

    /** Why a journey ended. */
    public static String of(DischargeReason reason) {
        return switch (reason) {
            case COMPLETED -> "Treatment completed";
            case DROPPED_OUT -> "Dropped out";
            case TERMINATED -> "Ended by the program";
            case TRANSFERRED -> "Transferred";
            case INCARCERATED -> "Incarcerated";
            case DIED -> "Died";
            case OTHER -> "Other reason";
        };
    }

    /** Minutes as hours, the way people say them: {@code 7 h 30}. */
    public static String hours(int minutes) {
        var hours = minutes / 60;
        var rest = minutes % 60;
        if (rest == 0) {
            return hours + " h";
        }
        return hours == 0 ? rest + " min" : hours + " h " + (rest < 10 ? "0" : "") + rest;
    }

    /** Minutes as a decimal number of hours, as a field holds it: {@code 7.5}. */
    public static String decimalHours(int minutes) {
        return BigDecimal.valueOf(minutes)
                .divide(BigDecimal.valueOf(60), 2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}

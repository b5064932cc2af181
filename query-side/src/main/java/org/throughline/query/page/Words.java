package org.throughline.query.page;

import java.util.Map;
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

    private Words() {}

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
}

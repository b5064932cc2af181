package org.throughline.standalone.demonstration;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.throughline.events.Contact;
import org.throughline.events.DischargeReason;
import org.throughline.events.Identifier;
import org.throughline.events.PersonName;

/**
 * A patient who does not exist.
 *
 * @param substance the TEDS code of the substance that brought them
 */
record Person(PersonName name, LocalDate birthDate, int sex, int substance, Contact contact, Identifier identifier) {
    /** Alcohol, marijuana, methamphetamine, heroin, other opiates, cocaine, benzodiazepines; marijuana first among the young. */
    private static final int[] SUBSTANCES = {2, 4, 10, 5, 7, 3, 13};

    private static final double[] ADULTS = {42, 12, 14, 13, 9, 7, 3};
    private static final double[] ADOLESCENTS = {16, 70, 3, 1, 4, 2, 4};

    private static final Map<Integer, String> DIAGNOSES =
            Map.of(2, "F10.20", 4, "F12.20", 10, "F15.20", 5, "F11.20", 7, "F11.20", 3, "F14.20", 13, "F13.20");

    /** Usual routes by substance: oral, smoking, inhalation, injection. */
    private static final Map<Integer, Integer> ROUTES = Map.of(2, 1, 4, 2, 10, 2, 5, 4, 7, 1, 3, 3, 13, 1);

    static Person draw(Demonstration.Frame frame, int number, DemonstrationProgram program, LocalDate admission) {
        var chance = Chance.of(frame.seed(), "person/" + number);
        var years = program.adolescent() ? chance.between(13, 16) : Math.clamp((int) chance.around(35, 0.32), 19, 79);
        var adults = program.adolescent() ? ADOLESCENTS : ADULTS;
        return new Person(
                frame.demanding(number).orElseGet(() -> Names.draw(chance)),
                admission.minusYears(years).minusDays(chance.between(3, 330)),
                chance.falls(0.64) ? 1 : 2,
                SUBSTANCES[chance.weighted(adults)],
                new Contact(
                        "+1 555 01%02d".formatted(number % 100),
                        "patient-%06d@example.org".formatted(number + 1),
                        null),
                new Identifier("demonstration", "DEMO-%06d".formatted(number + 1)));
    }

    List<String> diagnoses() {
        return List.of(Objects.requireNonNull(DIAGNOSES.get(substance)));
    }

    /** TEDS at admission. */
    SortedMap<String, Integer> atAdmission(Life life, Chance chance) {
        var teds = new TreeMap<String, Integer>();
        var years = (int) ChronoUnit.YEARS.between(birthDate, life.admissionDay());
        teds.put("AGE", ageBand(years));
        teds.put("SEX", sex);
        teds.put("SERVICES", 6);
        teds.put("SUB1", substance);
        teds.put("ROUTE1", Objects.requireNonNull(ROUTES.get(substance)));
        teds.put("FREQ1", 1 + chance.weighted(26, 34, 40));
        teds.put("FRSTUSE1", years < 18 ? chance.between(1, 3) : chance.between(2, 5));
        teds.put("METHUSE", substance == 5 || substance == 7 ? chance.between(1, 2) : 2);
        teds.put("ARRESTS", chance.weighted(91, 7, 2));
        teds.put("FREQ_ATND_SELF_HELP", 1 + chance.weighted(74, 12, 7, 7));
        teds.put("NOPRIOR", life.patientIsNew() ? chance.weighted(42, 24, 14, 9, 5, 6) : chance.between(1, 5));
        teds.put("DAYWAIT", life.daysWaited() <= 7 ? 1 : 2);
        if (chance.falls(0.05)) {
            // a question that was not answered is left out
            teds.remove("FREQ_ATND_SELF_HELP");
        }
        teds.put("EMPLOY", years < 18 ? 4 : 1 + chance.weighted(20, 12, 38, 30));
        teds.put("LIVARAG", years < 18 ? 2 : 1 + chance.weighted(15, 22, 63));
        referral(life, chance, teds);
        return teds;
    }

    private static void referral(Life life, Chance chance, Map<String, Integer> teds) {
        // whom a court watches stays somewhat more often to the end
        var court = switch (life.reason()) {
            case COMPLETED -> 0.36;
            case TERMINATED, INCARCERATED -> 0.34;
            case TRANSFERRED, OTHER -> 0.24;
            case DROPPED_OUT, DIED -> 0.17;
        };
        if (chance.falls(court)) {
            teds.put("PSOURCE", 7);
            teds.put("DETCRIM", 1 + chance.weighted(18, 8, 38, 4, 14, 1, 14, 3));
        } else {
            teds.put("PSOURCE", 1 + chance.weighted(48, 14, 18, life.program().adolescent() ? 12 : 1, 2, 17));
        }
    }

    /** TEDS at discharge, when the patient was there to be asked. */
    static SortedMap<String, Integer> atDischarge(Life life, SortedMap<String, Integer> before, Chance chance) {
        var teds = new TreeMap<String, Integer>();
        var asked = switch (life.reason()) {
            case COMPLETED -> 0.97;
            case TRANSFERRED, TERMINATED, OTHER -> 0.75;
            case DROPPED_OUT -> 0.15;
            case INCARCERATED, DIED -> 0.0;
        };
        if (!chance.falls(asked)) {
            return teds;
        }
        var well = life.reason() == DischargeReason.COMPLETED;
        teds.put("SUB1", code(before, "SUB1"));
        teds.put("FREQ1", well ? 1 + chance.weighted(78, 17, 5) : 1 + chance.weighted(40, 36, 24));
        teds.put("ARRESTS", chance.weighted(96, 3, 1));
        teds.put("FREQ_ATND_SELF_HELP", 1 + (well ? chance.weighted(45, 20, 17, 18) : chance.weighted(66, 15, 10, 9)));
        var employed = code(before, "EMPLOY");
        teds.put("EMPLOY", employed == 3 && well && chance.falls(0.22) ? chance.between(1, 2) : employed);
        var lives = code(before, "LIVARAG");
        teds.put("LIVARAG", lives == 1 && well && chance.falls(0.4) ? chance.between(2, 3) : lives);
        return teds;
    }

    private static int code(SortedMap<String, Integer> teds, String variable) {
        return Objects.requireNonNull(teds.get(variable));
    }

    private static int ageBand(int years) {
        if (years < 25) {
            return years < 15 ? 1 : years < 18 ? 2 : years < 21 ? 3 : 4;
        }
        return years < 55 ? 5 + (years - 25) / 5 : years < 65 ? 11 : 12;
    }
}

package org.throughline.standalone.demonstration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What staff write, now and then. */
final class Notes {
    private static final List<String> AFTER_A_GROUP = List.of(
            "Spoke openly about the weekend for the first time.",
            "Quiet today, stayed to the end.",
            "Practised declining a drink; the group gave good feedback.",
            "Brought the relapse prevention plan and went through it.",
            "Asked for a meeting with the family.",
            "Tired after a night shift, took part well.",
            "Named three people to call before using.");
    private static final List<String> AFTER_AN_ABSENCE = List.of(
            "Called twice, no answer.",
            "Left a message; will try again tomorrow.",
            "Sent word through a family member.",
            "Said the bus did not come.");
    private static final List<String> OF_A_RETURN = List.of(
            "Told it at the beginning of the group. Plan reviewed together.",
            "Cravings since the argument at home; plan reviewed.",
            "Did not want to talk about it at first.",
            "Agreed to a daily call for a week.");
    private static final List<String> AT_THE_END = List.of(
            "Aftercare is arranged: weekly group and a sponsor.",
            "Letter sent to the last known address.",
            "Handed over by telephone.");
    private static final List<String> LATER = List.of(
            "Sounded well, works again.", "Goes to meetings most weeks.", "Wants to come back to the alumni group.");

    private static final double WRITTEN = 0.13;

    private Notes() {}

    static @Nullable String afterAGroup(Chance chance) {
        return maybe(chance, WRITTEN, AFTER_A_GROUP);
    }

    static @Nullable String afterAnAbsence(Chance chance) {
        return maybe(chance, WRITTEN * 2, AFTER_AN_ABSENCE);
    }

    static @Nullable String ofAReturn(Chance chance) {
        return maybe(chance, 0.6, OF_A_RETURN);
    }

    static @Nullable String atTheEnd(Chance chance) {
        return maybe(chance, 0.4, AT_THE_END);
    }

    static @Nullable String later(Chance chance) {
        return maybe(chance, 0.4, LATER);
    }

    private static @Nullable String maybe(Chance chance, double probability, List<String> texts) {
        return chance.falls(probability) ? chance.oneOf(texts) : null;
    }
}

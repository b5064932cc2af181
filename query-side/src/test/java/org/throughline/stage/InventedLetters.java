package org.throughline.stage;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.throughline.query.feed.DeadLetters.Letter;
import org.throughline.query.feed.Skips.Skip;

/** Events of {@link InventedJourney} and of its program that read models could not take. */
public final class InventedLetters {
    private static final UUID FIRST = UUID.fromString("0197a000-0000-7000-8000-00000000e001");
    private static final UUID SECOND = UUID.fromString("0197a000-0000-7000-8000-00000000e002");
    private static final UUID THIRD = UUID.fromString("0197a000-0000-7000-8000-00000000e003");

    private InventedLetters() {}

    /** One that failed, one behind it, and one of another stream. */
    public static List<Letter> all() {
        var journey = InventedJourney.JOURNEY.value();
        return List.of(
                letter(12, journey, FIRST, "SQLException 23514", 3),
                letter(15, journey, SECOND, "behind an earlier event of its stream", 1),
                letter(1_018, InventedJourney.PROGRAM.value(), THIRD, "IllegalStateException", 1));
    }

    private static Letter letter(long position, UUID stream, UUID event, String cause, int tries) {
        return new Letter(
                "timeline", position, stream, event, cause, tries, InventedJourney.NOW.minus(Duration.ofHours(2)));
    }

    /** What they are. */
    public static Map<UUID, String> names() {
        return Map.of(
                FIRST, "journey.session-attended",
                SECOND, "journey.session-missed",
                THIRD, "program.policy-adopted");
    }

    /** What was left out before. */
    public static List<Skip> skips() {
        return List.of(
                new Skip(
                        InventedJourney.NOW,
                        "o-sam",
                        "timeline",
                        7,
                        FIRST,
                        "Recorded by a program that no longer exists; the clinic has struck it out.",
                        true),
                new Skip(
                        InventedJourney.NOW.minus(Duration.ofDays(30)),
                        "o-sam",
                        "attendance",
                        7,
                        FIRST,
                        "The same.",
                        false));
    }
}

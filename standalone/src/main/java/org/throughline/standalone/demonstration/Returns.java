package org.throughline.standalone.demonstration;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.throughline.command.journey.JourneyCommand.ReportRelapse;
import org.throughline.command.journey.JourneyCommand.RetractRelapse;
import org.throughline.events.JourneyId;
import org.throughline.events.LateReason;
import org.throughline.events.RelapseSeverity;
import org.throughline.events.RelapseSource;
import org.throughline.events.RetractionReason;
import org.throughline.standalone.demonstration.Meetings.Meeting;

/** Returns to use during treatment: seldom out of nothing, often after missed sessions. */
final class Returns {
    private static final double USUALLY = 0.004;
    private static final double AFTER_MISSED_SESSIONS = 0.07;
    private static final int WATCHED_DAYS = 9;
    private static final int APART_DAYS = 14;

    private final Life life;
    private final JourneyId journey;
    private final DemonstrationAccount clinician;
    private final int substance;
    private final Pen pen;
    private final Chance chance;
    private final List<LocalDate> missed = new ArrayList<>();
    private @Nullable LocalDate last;

    Returns(long seed, Life life, JourneyId journey, DemonstrationAccount clinician, int substance, Pen pen) {
        this.life = life;
        this.journey = journey;
        this.clinician = clinician;
        this.substance = substance;
        this.pen = pen;
        this.chance = Chance.of(seed, "returns/" + life.number());
    }

    /** Lets chance fall after a meeting that was attended or missed, and was recorded at a moment. */
    void after(Meeting meeting, boolean came, Instant recorded) {
        var day = meeting.day();
        if (!came) {
            missed.add(day);
        }
        var missedLately = missed.stream()
                        .filter(absence -> absence.isAfter(day.minusDays(WATCHED_DAYS)))
                        .count()
                >= 2;
        var happens = chance.falls(missedLately ? AFTER_MISSED_SESSIONS : USUALLY);
        var used = day.minusDays(1);
        if (!happens
                || !used.isAfter(life.admissionDay())
                || used.isAfter(life.lastSeen().plusDays(10))
                || (last != null && last.isAfter(used.minusDays(APART_DAYS)))) {
            return;
        }
        last = used;
        report(used, came, recorded);
    }

    private void report(LocalDate used, boolean came, Instant recorded) {
        var source = source(came);
        var at = came
                ? recorded.plus(Duration.ofMinutes(chance.between(1, 15)))
                : recorded.plus(Duration.ofHours(chance.between(15, 70)));
        var occurred = used.atTime(21, chance.between(0, 59))
                .atZone(life.program().zone())
                .toInstant();
        var entry = pen.entry(at);
        pen.write(
                at,
                clinician,
                new ReportRelapse(
                        journey,
                        entry,
                        at,
                        occurred,
                        source,
                        chance.falls(0.85) ? substance : 2,
                        severity(),
                        Notes.ofAReturn(chance),
                        LateReason.LEARNED_LATER));
        if (source == RelapseSource.DRUG_TEST && chance.falls(0.18)) {
            var back = at.plus(Duration.ofHours(chance.between(40, 130)));
            pen.write(
                    back,
                    clinician,
                    new RetractRelapse(
                            journey,
                            back,
                            entry,
                            chance.falls(0.7) ? RetractionReason.NOT_CONFIRMED : RetractionReason.PRESCRIBED_MEDICATION,
                            "The laboratory did not confirm it."),
                    null);
        }
    }

    private RelapseSource source(boolean came) {
        if (!came) {
            return RelapseSource.COLLATERAL;
        }
        return chance.falls(0.55) ? RelapseSource.SELF : RelapseSource.DRUG_TEST;
    }

    private RelapseSeverity severity() {
        return switch (chance.weighted(55, 38, 7)) {
            case 0 -> RelapseSeverity.LAPSE;
            case 1 -> RelapseSeverity.RELAPSE;
            default -> RelapseSeverity.CRISIS;
        };
    }
}

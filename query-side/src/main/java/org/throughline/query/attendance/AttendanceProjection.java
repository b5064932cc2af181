package org.throughline.query.attendance;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.throughline.query.attendance.Facts.Session;
import org.throughline.query.attendance.Facts.What;
import org.throughline.query.feed.Folding;
import org.throughline.query.feed.Projection;
import org.throughline.query.feed.RecordedEvent;
import org.throughline.query.feed.Tables;

/** Keeps {@code attendance}: what the weeks of a journey are judged by, and sums that need no policy. */
@Component
final class AttendanceProjection implements Projection {
    private static final Folding.Derived<Facts> WEEK = new Folding.Derived<>(
            "week",
            2,
            List.of(
                    "journey uuid",
                    "week date",
                    "scheduled_minutes int",
                    "credited_minutes int",
                    "attended int",
                    "missed int",
                    "no_shows int"),
            AttendanceProjection::weeks);
    private static final Folding.Derived<Facts> JOURNEY = new Folding.Derived<>(
            "journey",
            1,
            List.of(
                    "journey uuid",
                    "version bigint",
                    "program uuid",
                    "weekly_minutes int",
                    "admitted_on date",
                    "discharged_on date",
                    "zone text",
                    "last_attended_at timestamptz",
                    "absences_in_a_row int",
                    "attended int",
                    "missed int"),
            AttendanceProjection::journey);

    /** How what is kept of a journey comes to its rows. */
    static final Folding<Facts> FOLDING = new Folding<>(Facts::new, Facts::read, List.of(WEEK, JOURNEY));

    @Override
    public String name() {
        return "attendance";
    }

    @Override
    public int version() {
        return 3;
    }

    @Override
    public int pagesInBulk() {
        return Folding.PAGES_IN_BULK;
    }

    @Override
    public boolean handles(String eventName) {
        return switch (eventName) {
            case "journey.relapse-reported", "journey.relapse-retracted", "journey.follow-up-recorded" -> false;
            default -> eventName.startsWith("journey.");
        };
    }

    @Override
    public void apply(List<RecordedEvent> events, Tables tables) throws SQLException {
        FOLDING.apply(events, tables);
    }

    @Override
    public void applyInBulk(List<RecordedEvent> events, Tables tables) throws SQLException {
        FOLDING.applyInBulk(events, tables);
    }

    @Override
    public void settle(Tables tables) throws SQLException {
        FOLDING.settle(tables);
    }

    /** The sums of a week. */
    private static final class Week {
        private int scheduled;
        private int credited;
        private int attended;
        private int missed;
        private int noShows;

        void add(Session session) {
            scheduled += session.scheduled();
            credited += session.credited();
            switch (session.what()) {
                case ATTENDED -> attended++;
                case EXCUSED -> missed++;
                case NO_SHOW -> {
                    missed++;
                    noShows++;
                }
            }
        }
    }

    private static Collection<@Nullable Object[]> weeks(UUID journey, Facts facts) {
        var weeks = new LinkedHashMap<Integer, Week>();
        for (var session : facts.sessions()) {
            weeks.computeIfAbsent(session.week(), _ -> new Week()).add(session);
        }
        return weeks.entrySet().stream()
                .map(week -> {
                    var sums = week.getValue();
                    return new @Nullable Object[] {
                        journey,
                        LocalDate.ofEpochDay(week.getKey()),
                        sums.scheduled,
                        sums.credited,
                        sums.attended,
                        sums.missed,
                        sums.noShows
                    };
                })
                .toList();
    }

    private static Collection<@Nullable Object[]> journey(UUID journey, Facts facts) {
        Instant lastAttended = null;
        var attended = 0;
        for (var session : facts.sessions()) {
            if (session.what() == What.ATTENDED) {
                attended++;
                lastAttended = lastAttended == null || session.at().isAfter(lastAttended) ? session.at() : lastAttended;
            }
        }
        var inARow = 0;
        for (var session : facts.sessions()) {
            if (session.what() != What.ATTENDED
                    && (lastAttended == null || session.at().isAfter(lastAttended))) {
                inARow++;
            }
        }
        var admission = facts.admission();
        if (admission.isEmpty()) {
            return List.of();
        }
        return List.<@Nullable Object[]>of(new @Nullable Object[] {
            journey,
            facts.version(),
            admission.get().program(),
            admission.get().weeklyMinutes(),
            admission.get().day(),
            facts.end().map(Facts.End::day).orElse(null),
            admission.get().zone(),
            lastAttended,
            inARow,
            attended,
            facts.sessions().size() - attended
        });
    }
}

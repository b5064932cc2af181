package org.throughline.query.attendance;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.throughline.events.SessionKind;
import org.throughline.events.folds.WeekJudgement;
import org.throughline.query.page.Words;

/**
 * The weeks of a journey as pages show them.
 *
 * @param current the week that is underway, or the last one; null if there is none
 */
public record AttendanceView(List<Week> weeks, @Nullable Week current) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    public AttendanceView {
        weeks = List.copyOf(weeks);
    }

    /**
     * One week.
     *
     * @param kinds credited minutes by kind of session, as JSON for the picture
     */
    public record Week(
            LocalDate first,
            String label,
            String shortLabel,
            int requiredMinutes,
            int creditedMinutes,
            String required,
            String scheduled,
            String credited,
            String verdict,
            String tone,
            boolean underway,
            String kinds) {

        /** How much of what is required is credited, 100 at most. */
        public int percent() {
            return requiredMinutes == 0 ? 100 : Math.min(100, creditedMinutes * 100 / requiredMinutes);
        }
    }

    /** Judged weeks in words. */
    public static AttendanceView of(List<WeekJudgement> judged) {
        var weeks = judged.stream().map(AttendanceView::week).toList();
        return new AttendanceView(weeks, weeks.isEmpty() ? null : weeks.getLast());
    }

    private static Week week(WeekJudgement week) {
        var missing = Math.max(0, week.requiredMinutes() - week.creditedMinutes());
        return new Week(
                week.week(),
                DAY.format(week.week()),
                SHORT.format(week.week()),
                week.requiredMinutes(),
                week.creditedMinutes(),
                Words.hours(week.requiredMinutes()),
                Words.hours(week.scheduledMinutes()),
                Words.hours(week.creditedMinutes()),
                switch (week.verdict()) {
                    case MET -> "Met";
                    case SHORT -> Words.hours(missing) + " short";
                    case PARTIAL -> "Partial week";
                    case UNDERWAY -> Words.hours(missing) + " to go";
                },
                switch (week.verdict()) {
                    case MET -> "good";
                    case SHORT -> "warn";
                    case PARTIAL, UNDERWAY -> "";
                },
                week.verdict() == WeekJudgement.Verdict.UNDERWAY,
                json(week.creditedByKind()));
    }

    /** Codes and numbers only, so nothing in it needs escaping. */
    private static String json(Map<SessionKind, Integer> minutes) {
        return minutes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(kind -> "\"" + kind.getKey().code() + "\":" + kind.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}

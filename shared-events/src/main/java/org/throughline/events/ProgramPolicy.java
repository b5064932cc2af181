package org.throughline.events;

import java.time.DayOfWeek;

/**
 * The rules of a program that differ from program to program. What a week or an entry is judged by is the policy that
 * was in force then.
 *
 * @param weekStart the first day of the program's week
 * @param weeklyMinutes treatment a week demands, in minutes: ASAM 2.1 asks 540 of adults, 360 of adolescents
 * @param usualShortestMinutes a shorter session needs a reason
 * @param usualLongestMinutes a longer session needs a reason
 * @param longestMinutes a longer session is refused
 * @param lateAfterHours an entry recorded later than this after it happened is late and needs a reason
 * @param makeUpWithinDays how long a missed session can be made up
 * @param absencesInARow that many absences one after another call for attention
 * @param silenceDays that many days without any contact call for attention
 * @param retentionYears how long personal data must be kept after the last contact
 */
public record ProgramPolicy(
        DayOfWeek weekStart,
        int weeklyMinutes,
        int usualShortestMinutes,
        int usualLongestMinutes,
        int longestMinutes,
        int lateAfterHours,
        int makeUpWithinDays,
        int absencesInARow,
        int silenceDays,
        int retentionYears) {

    /** Adults at ASAM 2.1: nine hours a week. The other figures are our defaults, not standards. */
    public static final ProgramPolicy ADULT = new ProgramPolicy(DayOfWeek.MONDAY, 540, 60, 180, 360, 24, 14, 3, 30, 6);

    /** Adolescents at ASAM 2.1: six hours a week. */
    public static final ProgramPolicy ADOLESCENT =
            new ProgramPolicy(DayOfWeek.MONDAY, 360, 60, 180, 360, 24, 14, 3, 30, 6);
}

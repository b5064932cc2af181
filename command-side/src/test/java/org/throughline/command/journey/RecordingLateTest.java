package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.journey.Riverside.JOURNEY;
import static org.throughline.command.journey.Riverside.NOW;
import static org.throughline.command.journey.Riverside.adopted;
import static org.throughline.command.journey.Riverside.at;
import static org.throughline.command.journey.Riverside.correct;
import static org.throughline.command.journey.Riverside.enrol;
import static org.throughline.command.journey.Riverside.entry;
import static org.throughline.command.journey.Riverside.program;
import static org.throughline.command.journey.Riverside.session;
import static org.throughline.command.journey.Situation.given;

import java.time.DayOfWeek;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.command.journey.JourneyCommand.ReportRelapse;
import org.throughline.command.submission.Rule;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.LateReason;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.RelapseSource;

/** An entry is recorded long after it happened. */
class RecordingLateTest {
    @Test
    void needs_a_reason_after_the_hours_of_the_policy() {
        given(enrol()).accepts(attend("2026-03-02T10:00", "2026-03-03T10:00", null));
        given(enrol())
                .refuses(attend("2026-03-02T10:00", "2026-03-03T10:00:01", null), Rule.LATE_REASON_MISSING, "late");
    }

    @Test
    void is_labelled_with_the_reason() {
        assertThat(given(enrol())
                        .then(
                                SessionAttended.class,
                                attend("2026-03-02T10:00", "2026-03-04T10:00", LateReason.SYSTEM_UNAVAILABLE))
                        .late())
                .isEqualTo(LateReason.SYSTEM_UNAVAILABLE);
    }

    @Test
    void is_not_labelled_when_it_is_in_time() {
        assertThat(given(enrol())
                        .then(
                                SessionAttended.class,
                                attend("2026-03-02T10:00", "2026-03-02T12:00", LateReason.SYSTEM_UNAVAILABLE))
                        .late())
                .isNull();
    }

    @Test
    void counts_hours_that_pass_where_the_clock_is_put_forward() {
        given(enrol()).accepts(attend("2026-03-07T13:00", "2026-03-08T14:00", null));
        given(enrol()).refuses(attend("2026-03-07T13:00", "2026-03-08T14:01", null), Rule.LATE_REASON_MISSING, "late");
    }

    @Test
    void counts_hours_that_pass_where_the_clock_is_put_back() {
        given(enrol("2025-10-01T09:00")).accepts(attend("2025-11-01T13:00", "2025-11-02T12:00", null));
        given(enrol("2025-10-01T09:00"))
                .refuses(attend("2025-11-01T13:00", "2025-11-02T12:01", null), Rule.LATE_REASON_MISSING, "late");
    }

    @Test
    void is_judged_by_the_policy_in_force_when_it_happened() {
        var patient = new ProgramPolicy(DayOfWeek.MONDAY, 540, 60, 180, 360, 72, 14, 3, 30, 6);
        var changed = program(adopted(1, "2020-01-01", ProgramPolicy.ADULT), adopted(2, "2026-03-02", patient));

        given(enrol()).in(changed).accepts(attend("2026-03-02T10:00", "2026-03-05T10:00", null));
        given(enrol())
                .in(changed)
                .refuses(attend("2026-03-01T10:00", "2026-03-03T10:00", null), Rule.LATE_REASON_MISSING, "late");
    }

    @Test
    void needs_no_new_reason_when_it_is_a_correction() {
        var corrected =
                given(enrol(), attend(2, "2026-02-03T10:00")).then(SessionAttended.class, correct(2, unexplained()));

        assertThat(corrected.late()).isEqualTo(LateReason.DOCUMENTATION_DELAYED);
    }

    @Test
    void is_judged_anew_when_a_correction_moves_it_back() {
        var reported = given(enrol(), report(2, "2026-03-04T09:00", null));

        reported.accepts(correct(2, report(3, "2026-03-04T08:00", null)));
        reported.refuses(correct(2, report(3, "2026-02-10T09:00", null)), Rule.LATE_REASON_MISSING, "late");
        reported.accepts(correct(2, report(3, "2026-02-10T09:00", LateReason.LEARNED_LATER)));
    }

    @Test
    void counts_from_the_end_of_the_day_where_no_more_is_known() {
        given(enrol()).accepts(onTheDay("2026-03-02T08:00", "2026-03-04T00:00:00"));
        given(enrol()).refuses(onTheDay("2026-03-02T08:00", "2026-03-04T00:00:01"), Rule.LATE_REASON_MISSING, "late");
    }

    private static ReportRelapse report(int number, String occurred, @Nullable LateReason late) {
        return new ReportRelapse(JOURNEY, entry(number), NOW, at(occurred), RelapseSource.SELF, null, null, null, late);
    }

    private static ReportRelapse onTheDay(String occurred, String recorded) {
        return new ReportRelapse(
                JOURNEY,
                entry(2),
                at(recorded),
                at(occurred),
                Precision.DAY,
                RelapseSource.SELF,
                null,
                null,
                null,
                null);
    }

    private static RecordAttendance unexplained() {
        return new RecordAttendance(
                JOURNEY, entry(3), NOW, session("2026-02-03T10:00"), 60, null, null, null, null, null);
    }

    private static RecordAttendance attend(String session, String recorded, @Nullable LateReason late) {
        return new RecordAttendance(
                JOURNEY, entry(2), at(recorded), session(session), 60, null, null, null, null, late);
    }

    private static RecordAttendance attend(int number, String session) {
        return Riverside.attend(number, session);
    }
}

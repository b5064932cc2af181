package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.journey.Riverside.NOW;
import static org.throughline.command.journey.Riverside.at;
import static org.throughline.command.journey.Riverside.attend;
import static org.throughline.command.journey.Riverside.discharge;
import static org.throughline.command.journey.Riverside.enrol;
import static org.throughline.command.journey.Riverside.miss;
import static org.throughline.command.journey.Riverside.planned;
import static org.throughline.command.journey.Riverside.session;
import static org.throughline.command.journey.Situation.given;

import org.junit.jupiter.api.Test;
import org.throughline.command.journey.JourneyCommand.RecordAbsence;
import org.throughline.command.submission.Rule;
import org.throughline.events.AbsenceKind;
import org.throughline.events.JourneyEntry.SessionMissed;
import org.throughline.events.SessionId;
import org.throughline.events.folds.Session;

/** A patient was expected and was not there. */
class MissingASessionTest {
    private static final SessionId MORNING = session("2026-03-02T10:00");

    @Test
    void counts_the_minutes_that_were_planned_whether_excused_or_not() {
        assertThat(given(enrol())
                        .then(SessionMissed.class, miss(2, "2026-03-02T10:00"))
                        .scheduledMinutes())
                .isEqualTo(120);
        assertThat(given(enrol())
                        .then(SessionMissed.class, miss(2, "2026-03-02T10:00", AbsenceKind.EXCUSED))
                        .scheduledMinutes())
                .isEqualTo(120);
    }

    @Test
    void is_nobodys_absence_when_the_program_cancelled() {
        given(enrol())
                .where(MORNING, new Session(planned(MORNING).scheduled(), true))
                .refuses(miss(2, "2026-03-02T10:00"), Rule.SESSION_CANCELLED, "sessionId");
    }

    @Test
    void cannot_be_known_before_the_session_begins() {
        given(enrol()).refuses(miss(2, "2026-03-04T12:01"), Rule.IN_THE_FUTURE, "sessionId");
    }

    @Test
    void is_refused_after_the_discharge() {
        given(enrol(), discharge(2, "2026-03-01T12:00", "2026-03-01"))
                .refuses(miss(3, "2026-03-02T10:00"), Rule.AFTER_DISCHARGE, "sessionId");
    }

    @Test
    void is_recorded_once() {
        given(enrol(), attend(2, "2026-03-02T10:00"))
                .refuses(miss(3, "2026-03-02T10:00"), Rule.ALREADY_RECORDED, "sessionId");
    }

    @Test
    void cannot_be_announced_in_the_future() {
        var c = miss(2, "2026-03-02T10:00");

        given(enrol())
                .refuses(
                        new RecordAbsence(
                                c.journeyId(),
                                c.entryId(),
                                NOW,
                                c.sessionId(),
                                c.absence(),
                                c.reason(),
                                at("2026-03-04T12:01"),
                                null,
                                c.late()),
                        Rule.IN_THE_FUTURE,
                        "notifiedAt");
    }
}

package org.throughline.query.attendance;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyId;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.WeekJudgement;
import org.throughline.query.feed.RecordLog;
import org.throughline.query.program.Programs;

/** Reads attendance. Weeks are judged when asked, by the same fold and the same policies that decide. */
@Component
public class Attendance {
    private final JdbcClient views;
    private final RecordLog log;
    private final Programs programs;

    Attendance(@Qualifier("views") JdbcClient views, RecordLog log, Programs programs) {
        this.views = views;
        this.log = log;
        this.programs = programs;
    }

    /** Every week of a journey up to now; none if the patient is not enrolled or the program has no policy. */
    public List<WeekJudgement> of(JourneyId journey, Instant now) {
        var effective = journey(journey);
        return effective
                .enrolment()
                .map(enrolled -> WeekJudgement.judge(effective, programs.withPolicies(enrolled.programId()), now))
                .orElse(List.of());
    }

    /** The entries that weeks are judged by: admission, sessions and discharge. Which ones count, the read model says. */
    Journey journey(JourneyId journey) {
        var counting = views.sql("select facts from attendance.kept where stream = ?")
                .param(journey.value())
                .query((row, _) ->
                        AttendanceProjection.FOLDING.read(row.getBytes(1)).positions())
                .optional()
                .orElse(List.of());
        var entries = new LinkedHashMap<EntryId, JourneyEntry>();
        for (var recorded : log.stream(journey.value(), counting)) {
            if (recorded.event() instanceof JourneyEntry entry) {
                entries.put(entry.entryId(), entry);
            }
        }
        return new Journey(entries, Set.of());
    }
}

package org.throughline.query.attendance;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEntry.Discharged;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.JourneyEntry.RelapseReported;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyEntry.SessionMissed;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyEvent.DischargeRescinded;
import org.throughline.events.JourneyEvent.EntryVoided;
import org.throughline.events.JourneyEvent.RelapseRetracted;
import org.throughline.query.feed.Projection;
import org.throughline.query.feed.RecordedEvent;
import org.throughline.query.feed.Rows;
import org.throughline.query.feed.Tables;

/** Keeps {@code attendance}: what the weeks of a journey are judged by, and sums that need no policy. */
@Component
final class AttendanceProjection implements Projection {
    private static final Rows.Columns ENTRY = new Rows.Columns(
            "position bigint",
            "journey uuid",
            "sequence bigint",
            "entry_id uuid",
            "kind text",
            "occurred_at timestamptz",
            "occurred_on date",
            "week date",
            "scheduled_minutes int",
            "credited_minutes int",
            "absence text",
            "program uuid",
            "weekly_minutes int",
            "zone text");
    private static final Rows.Columns WITHDRAWAL = new Rows.Columns("journey uuid", "entry_id uuid", "position bigint");

    private static final String WITHDRAW = """
            update {entry} e set withdrawn_position = w.position
            from (select distinct on (journey, entry_id) * from {rows} order by journey, entry_id, position) w
            where e.journey = w.journey and e.entry_id = w.entry_id and e.position < w.position
              and e.withdrawn_position is null
            """;

    private static final String OF_JOURNEYS = "journey = any (?)";
    private static final String OF_JOURNEYS_AND_WEEKS = "journey = any (?) and week = any (?)";

    private static final String FORGET_WEEKS = "delete from {week} where {which}";

    private static final String SUM_WEEKS = """
            insert into {week}
            select journey, week, sum(scheduled_minutes), coalesce(sum(credited_minutes), 0),
                count(credited_minutes), count(absence), count(*) filter (where absence = 'no-show')
            from {entry} where week is not null and withdrawn_position is null and {which} group by journey, week
            """;

    private static final String SUM_JOURNEYS = """
            insert into {journey}
            select a.journey, a.version, e.program, e.weekly_minutes, e.occurred_on, d.occurred_on, e.zone,
                a.last_attended_at,
                (select count(*) from unnest(a.missed_at) missed_at
                 where missed_at > coalesce(a.last_attended_at, '-infinity')),
                a.attended, a.missed
            from (select journey, max(sequence) as version,
                         coalesce(max(position) filter (where kind = 'enrolled' and withdrawn_position is null),
                             max(position) filter (where kind = 'enrolled')) as enrolled,
                         min(position) filter (where kind = 'discharged' and withdrawn_position is null) as discharged,
                         max(occurred_at) filter (where credited_minutes is not null and withdrawn_position is null)
                             as last_attended_at,
                         array_agg(occurred_at) filter (where absence is not null and withdrawn_position is null)
                             as missed_at,
                         count(credited_minutes) filter (where withdrawn_position is null) as attended,
                         count(absence) filter (where withdrawn_position is null) as missed
                  from {entry} where {which} group by journey) a
            join {entry} e on e.journey = a.journey and e.position = a.enrolled
            left join {entry} d on d.journey = a.journey and d.position = a.discharged
            """;

    /** A week may have a row already. */
    private static final String OR_UPDATE_WEEK = """
            on conflict (journey, week) do update set
                scheduled_minutes = excluded.scheduled_minutes, credited_minutes = excluded.credited_minutes,
                attended = excluded.attended, missed = excluded.missed, no_shows = excluded.no_shows
            """;

    /** A journey may have a row already. */
    private static final String OR_UPDATE_JOURNEY = """
            on conflict (journey) do update set
                version = excluded.version, program = excluded.program, weekly_minutes = excluded.weekly_minutes,
                admitted_on = excluded.admitted_on, discharged_on = excluded.discharged_on, zone = excluded.zone,
                last_attended_at = excluded.last_attended_at, absences_in_a_row = excluded.absences_in_a_row,
                attended = excluded.attended, missed = excluded.missed
            """;

    @Override
    public String name() {
        return "attendance";
    }

    @Override
    public int version() {
        return 2;
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
        var journeys = tables.ids(write(events, tables));
        if (events.stream().anyMatch(AttendanceProjection::withdraws)) {
            // in whichever weeks
            tables.run(FORGET_WEEKS.replace("{which}", OF_JOURNEYS), journeys);
            tables.run(SUM_WEEKS.replace("{which}", OF_JOURNEYS), journeys);
        } else {
            var weeks = events.stream()
                    .flatMap(AttendanceProjection::week)
                    .distinct()
                    .toList();
            tables.run(
                    SUM_WEEKS.replace("{which}", OF_JOURNEYS_AND_WEEKS) + OR_UPDATE_WEEK, journeys, tables.days(weeks));
        }
        tables.run(SUM_JOURNEYS.replace("{which}", OF_JOURNEYS) + OR_UPDATE_JOURNEY, journeys);
    }

    private static boolean withdraws(RecordedEvent recorded) {
        return recorded.event() instanceof EntryVoided || recorded.event() instanceof DischargeRescinded;
    }

    /** The week that it counts in, if it does in any. */
    private static Stream<LocalDate> week(RecordedEvent recorded) {
        if (recorded.event() instanceof SessionAttended attended) {
            return Stream.of(attended.week());
        }
        return recorded.event() instanceof SessionMissed missed ? Stream.of(missed.week()) : Stream.of();
    }

    @Override
    public void applyInBulk(List<RecordedEvent> events, Tables tables) throws SQLException {
        write(events, tables);
    }

    @Override
    public void settle(Tables tables) {
        for (var sql : List.of(FORGET_WEEKS, "delete from {journey}", SUM_WEEKS, SUM_JOURNEYS)) {
            tables.run(sql.replace("{which}", "true"));
        }
    }

    private static Set<UUID> write(List<RecordedEvent> events, Tables tables) throws SQLException {
        var entries = new Rows(ENTRY);
        var withdrawals = new Rows(WITHDRAWAL);
        var journeys = new HashSet<UUID>();
        for (var recorded : events) {
            if (recorded.event() instanceof JourneyEvent event) {
                journeys.add(event.stream());
                add(recorded, event, entries, withdrawals);
            }
        }
        entries.insertNew(tables, "entry");
        withdrawals.run(tables, WITHDRAW);
        return journeys;
    }

    private static void add(RecordedEvent recorded, JourneyEvent event, Rows entries, Rows withdrawals) {
        switch (event) {
            case Enrolled e -> entries.add(row(recorded, e, "enrolled", null, null, e));
            case SessionAttended e -> entries.add(row(recorded, e, "attended", e, null, null));
            case SessionMissed e -> entries.add(row(recorded, e, "missed", null, e, null));
            case Discharged e -> entries.add(row(recorded, e, "discharged", null, null, null));
            case EntryVoided e -> withdraw(withdrawals, recorded, e, e.entry());
            case DischargeRescinded e -> withdraw(withdrawals, recorded, e, e.entry());
            case RelapseReported ignored -> {}
            case RelapseRetracted ignored -> {}
            case FollowUpRecorded ignored -> {}
        }
    }

    private static void withdraw(Rows withdrawals, RecordedEvent recorded, JourneyEvent event, EntryId entry) {
        withdrawals.add(event.stream(), entry, recorded.position());
    }

    private static @Nullable Object[] row(
            RecordedEvent recorded,
            JourneyEntry entry,
            String kind,
            @Nullable SessionAttended attended,
            @Nullable SessionMissed missed,
            @Nullable Enrolled enrolled) {
        LocalDate week = null;
        Integer scheduled = null;
        if (attended != null) {
            week = attended.week();
            scheduled = attended.scheduledMinutes();
        } else if (missed != null) {
            week = missed.week();
            scheduled = missed.scheduledMinutes();
        }
        return new @Nullable Object[] {
            recorded.position(),
            entry.journeyId(),
            recorded.stored().sequence(),
            entry.entryId(),
            kind,
            entry.occurred().at(),
            entry.occurred().day(),
            week,
            scheduled,
            attended == null ? null : attended.creditedMinutes(),
            missed == null ? null : missed.absence().code(),
            enrolled == null ? null : enrolled.programId(),
            enrolled == null ? null : enrolled.weeklyMinutes(),
            enrolled == null ? null : enrolled.occurred().zone()
        };
    }
}

package org.throughline.query.outcome;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps {@code outcome}: one row a journey, for those who count. Every column of {@code outcome.journey} is defined by
 * its comment in {@code outcome.sql}.
 *
 * <p>Time to the first relapse: {@code first_relapse_day}, else censored at {@code found_until_day}. Time to return to
 * use or loss: {@code relapse_or_lost_day}, else censored at {@code asked_until_day}. Retention: {@code stay_days}, else
 * the journey is open, and still so on the day it is counted.
 */
@Component
final class OutcomeProjection implements Projection {
    private static final Rows.Columns FACT = new Rows.Columns(
            "position bigint",
            "journey uuid",
            "sequence bigint",
            "entry_id uuid",
            "kind text",
            "occurred_on date",
            "code text",
            "minutes int",
            "teds jsonb",
            "patient uuid",
            "program uuid",
            "level_of_care text",
            "outpatient boolean",
            "source text",
            "clinician text",
            "weekly_minutes int",
            "planned_days int",
            "attributes jsonb",
            "diagnoses jsonb",
            "reason int",
            "last_contact date");
    private static final Rows.Columns WITHDRAWAL = new Rows.Columns("journey uuid", "entry_id uuid", "position bigint");

    private static final String WITHDRAW = """
        update {fact} f set withdrawn_position = w.position
        from (select distinct on (journey, entry_id) * from {rows} order by journey, entry_id, position) w
        where f.journey = w.journey and f.entry_id = w.entry_id and f.position < w.position
          and f.withdrawn_position is null
        """;

    private static final String OF_JOURNEYS = "journey = any (?)";

    private static final String FORGET = "delete from {journey} where {which}";

    private static final String DERIVE = """
        insert into {journey}
        select a.journey, a.version, e.patient, e.program, e.level_of_care, f.source, e.clinician, e.occurred_on,
            e.weekly_minutes, e.planned_days, e.teds, e.attributes, e.diagnoses,
            d.reason, d.occurred_on, d.last_contact, d.teds,
            d.occurred_on - e.occurred_on,
            case when d.position is not null
                then greatest(1, d.last_contact - e.occurred_on + case when e.outpatient then 1 else 0 end) end,
            r.first_relapse_day, r.relapse_or_lost_day,
            case when r.first_relapse_day is null then r.relapse_after_day end,
            case when r.relapse_or_lost_day is null then r.relapse_or_lost_after_day end,
            s.died_day, s.found_until_day, s.asked_until_day, greatest(s.found_until_day, r.last_relapse_day),
            s.attended, s.missed, s.no_shows, s.credited_minutes, s.month_1, s.month_2, s.month_3,
            r.relapses, s.follow_ups
        from (select journey, max(sequence) as version,
                     min(position) filter (where kind = 'enrolled') as first_enrolled,
                     min(position) filter (where kind = 'enrolled' and withdrawn_position is null) as enrolled,
                     min(position) filter (where kind = 'discharged' and withdrawn_position is null) as discharged
              from {fact} where {which} group by journey) a
        join {fact} e on e.journey = a.journey and e.position = a.enrolled
        join {fact} f on f.journey = a.journey and f.position = a.first_enrolled
        left join {fact} d on d.journey = a.journey and d.position = a.discharged
        join lateral (
            select
                least(min(day) filter (where code = 'died'),
                    case when d.reason = 6 then d.occurred_on - e.occurred_on end) as died_day,
                greatest(0, d.last_contact - e.occurred_on,
                    case when d.reason = 6 then d.occurred_on - e.occurred_on end,
                    max(day) filter (where kind = 'attended'
                        or code in ('no-return-reported', 'returned-to-use', 'died'))) as found_until_day,
                greatest(0, d.last_contact - e.occurred_on,
                    case when d.reason = 6 then d.occurred_on - e.occurred_on end,
                    max(day) filter (where kind in ('attended', 'follow-up'))) as asked_until_day,
                count(minutes) as attended,
                count(*) filter (where kind = 'missed') as missed,
                count(*) filter (where code = 'no-show') as no_shows,
                coalesce(sum(minutes), 0) as credited_minutes,
                count(minutes) filter (where day between 0 and 29) as month_1,
                count(minutes) filter (where day between 30 and 59) as month_2,
                count(minutes) filter (where day between 60 and 89) as month_3,
                count(*) filter (where kind = 'follow-up') as follow_ups
            from (select kind, code, minutes, x.occurred_on - e.occurred_on as day from {fact} x
                  where x.journey = a.journey and x.withdrawn_position is null) entries) s on true
        join lateral (
            select
                min(day) filter (where day between 0 and s.found_until_day
                    and (kind = 'relapse' or code = 'returned-to-use')) as first_relapse_day,
                min(day) filter (where day between 0 and s.asked_until_day
                    and (kind = 'relapse' or code in ('returned-to-use', 'lost', 'return-to-use-or-lost')))
                    as relapse_or_lost_day,
                min(day) filter (where kind = 'relapse' and day > s.found_until_day) as relapse_after_day,
                min(day) filter (where kind = 'relapse' and day > s.asked_until_day) as relapse_or_lost_after_day,
                max(day) filter (where kind = 'relapse') as last_relapse_day,
                count(*) filter (where kind = 'relapse') as relapses
            from (select kind, code, x.occurred_on - e.occurred_on as day from {fact} x
                  where x.journey = a.journey and x.withdrawn_position is null) entries) r on true
        """;

    /** A journey may have a row already. */
    private static final String OR_UPDATE = """
        on conflict (journey) do update set (
            version, patient, program, level_of_care, source, clinician, admitted_on, weekly_minutes,
            planned_days, teds, attributes, diagnoses, discharge_reason, discharged_on, last_contact,
            discharge_teds, stay_days, los_days, first_relapse_day, relapse_or_lost_day, relapse_after_day,
            relapse_or_lost_after_day, died_day, found_until_day, asked_until_day, last_known_day, attended,
            missed, no_shows, credited_minutes, attended_month_1, attended_month_2, attended_month_3, relapses,
            follow_ups
        ) = row(
            excluded.version, excluded.patient, excluded.program, excluded.level_of_care, excluded.source,
            excluded.clinician, excluded.admitted_on, excluded.weekly_minutes, excluded.planned_days,
            excluded.teds, excluded.attributes, excluded.diagnoses, excluded.discharge_reason,
            excluded.discharged_on, excluded.last_contact, excluded.discharge_teds, excluded.stay_days,
            excluded.los_days, excluded.first_relapse_day, excluded.relapse_or_lost_day,
            excluded.relapse_after_day, excluded.relapse_or_lost_after_day, excluded.died_day,
            excluded.found_until_day, excluded.asked_until_day, excluded.last_known_day, excluded.attended,
            excluded.missed, excluded.no_shows, excluded.credited_minutes, excluded.attended_month_1,
            excluded.attended_month_2, excluded.attended_month_3, excluded.relapses, excluded.follow_ups
        )
        """;

    private final JsonMapper json = JsonMapper.builder().build();

    @Override
    public String name() {
        return "outcome";
    }

    @Override
    public Duration rest() {
        // who counts journeys counts them all
        return Duration.ofMillis(50);
    }

    @Override
    public boolean handles(String eventName) {
        return eventName.startsWith("journey.");
    }

    @Override
    public void apply(List<RecordedEvent> events, Tables tables) throws SQLException {
        var journeys = tables.ids(write(events, tables));
        if (events.stream().anyMatch(OutcomeProjection::withdraws)) {
            // an admission that no longer counts leaves no row
            tables.run(FORGET.replace("{which}", OF_JOURNEYS), journeys);
        }
        tables.run(DERIVE.replace("{which}", OF_JOURNEYS) + OR_UPDATE, journeys);
    }

    private static boolean withdraws(RecordedEvent recorded) {
        return recorded.event() instanceof RelapseRetracted
                || recorded.event() instanceof DischargeRescinded
                || recorded.event() instanceof EntryVoided;
    }

    @Override
    public void applyInBulk(List<RecordedEvent> events, Tables tables) throws SQLException {
        write(events, tables);
    }

    @Override
    public void settle(Tables tables) {
        for (var sql : List.of(FORGET, DERIVE)) {
            tables.run(sql.replace("{which}", "true"));
        }
    }

    private Set<UUID> write(List<RecordedEvent> events, Tables tables) throws SQLException {
        var facts = new Rows(FACT);
        var withdrawals = new Rows(WITHDRAWAL);
        var journeys = new HashSet<UUID>();
        for (var recorded : events) {
            if (recorded.event() instanceof JourneyEvent event) {
                journeys.add(event.stream());
                add(recorded, event, facts, withdrawals);
            }
        }
        facts.insertNew(tables, "fact");
        withdrawals.run(tables, WITHDRAW);
        return journeys;
    }

    private void add(RecordedEvent recorded, JourneyEvent event, Rows facts, Rows withdrawals) {
        switch (event) {
            case Enrolled e -> facts.add(row(recorded, e, "enrolled", null, null));
            case SessionAttended e -> facts.add(row(recorded, e, "attended", null, e.creditedMinutes()));
            case SessionMissed e ->
                facts.add(row(recorded, e, "missed", e.absence().code(), null));
            case RelapseReported e -> facts.add(row(recorded, e, "relapse", null, null));
            case FollowUpRecorded e ->
                facts.add(row(recorded, e, "follow-up", e.status().code(), null));
            case Discharged e -> facts.add(row(recorded, e, "discharged", null, null));
            case RelapseRetracted e -> withdraw(withdrawals, recorded, e.entry());
            case DischargeRescinded e -> withdraw(withdrawals, recorded, e.entry());
            case EntryVoided e -> withdraw(withdrawals, recorded, e.entry());
        }
    }

    private static void withdraw(Rows withdrawals, RecordedEvent recorded, EntryId entry) {
        withdrawals.add(recorded.stored().stream(), entry, recorded.position());
    }

    private @Nullable Object[] row(
            RecordedEvent recorded, JourneyEntry entry, String kind, @Nullable String code, @Nullable Integer minutes) {
        var admission = entry instanceof Enrolled enrolled ? enrolled : null;
        var end = entry instanceof Discharged discharged ? discharged : null;
        String teds = null;
        if (admission != null) {
            teds = json.writeValueAsString(admission.teds());
        } else if (end != null) {
            teds = json.writeValueAsString(end.teds());
        }
        return new @Nullable Object[] {
            recorded.position(),
            entry.journeyId(),
            recorded.stored().sequence(),
            entry.entryId(),
            kind,
            entry.occurred().day(),
            code,
            minutes,
            teds,
            admission == null ? null : admission.patientId(),
            admission == null ? null : admission.programId(),
            admission == null ? null : admission.levelOfCare().code(),
            admission == null ? null : admission.levelOfCare().outpatient(),
            admission == null ? null : recorded.metadata().source().code(),
            admission == null ? null : admission.clinician(),
            admission == null ? null : admission.weeklyMinutes(),
            admission == null ? null : admission.plannedDays(),
            admission == null ? null : json.writeValueAsString(admission.attributes()),
            admission == null ? null : json.writeValueAsString(admission.diagnoses()),
            end == null ? null : end.reason().code(),
            end == null ? null : end.lastContact()
        };
    }
}

package org.throughline.query.timeline;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEntry.Discharged;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.JourneyEvent;
import org.throughline.query.feed.Projection;
import org.throughline.query.feed.RecordedEvent;
import org.throughline.query.feed.Rows;
import org.throughline.query.feed.Tables;

/** Keeps {@code timeline}: every event of a journey, and the journey as its effective entries tell it. */
@Component
final class TimelineProjection implements Projection {
    private static final Rows.Columns ENTRY = new Rows.Columns(
            "position bigint",
            "journey uuid",
            "sequence bigint",
            "name text",
            "entry_id uuid",
            "occurred_at timestamptz",
            "occurred_on date",
            "recorded_at timestamptz",
            "patient uuid",
            "program uuid",
            "level_of_care text",
            "clinician text",
            "zone text",
            "source text",
            "discharge_reason int",
            "follow_up_status text");
    private static final Rows.Columns WITHDRAWAL = new Rows.Columns("journey uuid", "entry_id uuid", "position bigint");

    private static final String WITHDRAW = """
        update {entry} e set withdrawn_position = w.position
        from (select distinct on (journey, entry_id) * from {rows} order by journey, entry_id, position) w
        where e.journey = w.journey and e.entry_id = w.entry_id and e.position < w.position
          and e.withdrawn_position is null
        """;

    private static final String DERIVE = """
        insert into {journey}
        select a.journey, a.version, e.patient, e.program, e.level_of_care, e.clinician,
            case when e.withdrawn_position is not null then 'withdrawn'
                 when d.position is not null then 'discharged' else 'open' end,
            e.zone, e.occurred_at, e.occurred_on,
            d.occurred_at, d.occurred_on, d.discharge_reason,
            coalesce(a.last_occurred_at, e.occurred_at), a.last_recorded_at, a.last_position,
            coalesce(a.last_contact_at, e.occurred_at), coalesce(a.last_contact_on, e.occurred_on),
            a.last_relapse_at, a.last_relapse_on, f.source
        from (select journey, max(sequence) as version, max(recorded_at) as last_recorded_at,
                     max(position) as last_position,
                     min(position) filter (where name = 'journey.enrolled') as first_enrolled,
                     coalesce(max(position) filter (where name = 'journey.enrolled' and withdrawn_position is null),
                         max(position) filter (where name = 'journey.enrolled')) as enrolled,
                     min(position) filter (where name = 'journey.discharged' and withdrawn_position is null)
                         as discharged,
                     max(occurred_at) filter (where entry_id is not null and withdrawn_position is null)
                         as last_occurred_at,
                     max(occurred_at) filter (where withdrawn_position is null and {contact}) as last_contact_at,
                     max(occurred_on) filter (where withdrawn_position is null and {contact}) as last_contact_on,
                     max(occurred_at) filter (where withdrawn_position is null
                         and name = 'journey.relapse-reported') as last_relapse_at,
                     max(occurred_on) filter (where withdrawn_position is null
                         and name = 'journey.relapse-reported') as last_relapse_on
              from {entry} where {which} group by journey) a
        join {entry} e on e.journey = a.journey and e.position = a.enrolled
        join {entry} f on f.journey = a.journey and f.position = a.first_enrolled
        left join {entry} d on d.journey = a.journey and d.position = a.discharged
        """.replace("{contact}", """
            (name in ('journey.enrolled', 'journey.session-attended') or follow_up_status in ('no-return-reported', 'returned-to-use'))\
            """);

    /** A journey may have a row already. */
    private static final String OR_UPDATE = """
        on conflict (journey) do update set
            version = excluded.version, program = excluded.program, level_of_care = excluded.level_of_care,
            clinician = excluded.clinician, status = excluded.status, zone = excluded.zone,
            admitted_at = excluded.admitted_at, admitted_on = excluded.admitted_on,
            discharged_at = excluded.discharged_at, discharged_on = excluded.discharged_on,
            discharge_reason = excluded.discharge_reason, last_occurred_at = excluded.last_occurred_at,
            last_recorded_at = excluded.last_recorded_at, last_position = excluded.last_position,
            last_contact_at = excluded.last_contact_at, last_contact_on = excluded.last_contact_on,
            last_relapse_at = excluded.last_relapse_at, last_relapse_on = excluded.last_relapse_on,
            source = excluded.source
        """;

    @Override
    public String name() {
        return "timeline";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public boolean handles(String eventName) {
        return eventName.startsWith("journey.");
    }

    @Override
    public void apply(List<RecordedEvent> events, Tables tables) throws SQLException {
        var journeys = tables.ids(write(events, tables));
        tables.run(DERIVE.replace("{which}", "journey = any (?)") + OR_UPDATE, journeys);
    }

    @Override
    public void applyInBulk(List<RecordedEvent> events, Tables tables) throws SQLException {
        write(events, tables);
    }

    @Override
    public void settle(Tables tables) {
        tables.run("delete from {journey}");
        tables.run(DERIVE.replace("{which}", "true"));
    }

    private static Set<UUID> write(List<RecordedEvent> events, Tables tables) throws SQLException {
        var entries = new Rows(ENTRY);
        var withdrawals = new Rows(WITHDRAWAL);
        var journeys = new HashSet<UUID>();
        for (var recorded : events) {
            if (recorded.event() instanceof JourneyEvent event) {
                journeys.add(event.stream());
                var withdrawn = event.withdraws();
                if (withdrawn != null) {
                    withdrawals.add(event.stream(), withdrawn, recorded.position());
                }
                entries.add(row(recorded, event));
            }
        }
        entries.insertNew(tables, "entry");
        withdrawals.run(tables, WITHDRAW);
        return journeys;
    }

    private static @Nullable Object[] row(RecordedEvent recorded, JourneyEvent event) {
        var stored = recorded.stored();
        // what the page could not tell is set aside here
        var metadata = recorded.metadata();
        var enrolled = event instanceof Enrolled admission ? admission : null;
        return new @Nullable Object[] {
            stored.position(),
            stored.stream(),
            stored.sequence(),
            stored.name(),
            event instanceof JourneyEntry entry ? entry.entryId() : null,
            event.occurred().at(),
            event.occurred().day(),
            recorded.recorded(),
            enrolled == null ? null : enrolled.patientId(),
            enrolled == null ? null : enrolled.programId(),
            enrolled == null ? null : enrolled.levelOfCare().code(),
            enrolled == null ? null : enrolled.clinician(),
            enrolled == null ? null : enrolled.occurred().zone(),
            enrolled == null ? null : metadata.source().code(),
            event instanceof Discharged discharged ? discharged.reason().code() : null,
            event instanceof FollowUpRecorded followUp ? followUp.status().code() : null
        };
    }
}

package org.throughline.query.timeline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.events.DischargeReason;
import org.throughline.events.HistoryEvent;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEvent;
import org.throughline.events.JourneyId;
import org.throughline.events.PatientId;
import org.throughline.events.ProgramId;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.storage.EventCodec;
import org.throughline.query.feed.Erasures;
import org.throughline.query.feed.Positions;
import org.throughline.query.feed.RecordLog;
import org.throughline.query.feed.RecordedEvent;

/** Reads journeys as they stand. Opens personal data: whoever calls it records the reading first. */
@Component
public class Timelines {
    private final JdbcClient views;
    private final EventCodec<HistoryEvent> codec;
    private final KeyStore keys;
    private final RecordLog log;
    private final Positions positions;
    private final Erasures erasures;

    /** Where an event is in the record, and where what takes it back; whether pages show it as an entry of its own. */
    private record Place(long position, @Nullable Long withdrawn, boolean shown) {}

    /**
     * The latest of a journey.
     *
     * @param entries in clinical order
     * @param around other events that these are told by: those that take one of them back, the first and the last recorded
     * @param left how many earlier entries there are
     */
    public record Latest(JourneySummary journey, List<Timeline.Entry> entries, List<Timeline.Entry> around, int left) {
        public Latest {
            entries = List.copyOf(entries);
            around = List.copyOf(around);
        }
    }

    Timelines(
            @Qualifier("views") JdbcClient views,
            @Qualifier("queryCodec") EventCodec<HistoryEvent> codec,
            @Qualifier("queryKeyStore") KeyStore keys,
            RecordLog log,
            Positions positions,
            Erasures erasures) {
        this.views = views;
        this.codec = codec;
        this.keys = keys;
        this.log = log;
        this.positions = positions;
        this.erasures = erasures;
    }

    /**
     * A whole journey.
     *
     * @throws org.throughline.events.privacy.KeyStoreUnavailable if the key store does not answer
     */
    public Optional<Timeline> of(JourneyId journey) {
        erasures.look();
        // asked before the rows are read, so that it never promises more than they hold
        var position = positions.of("timeline");
        return summary(journey).map(summary -> new Timeline(summary, entries(journey), position));
    }

    /**
     * The latest entries of a journey, and what is needed to tell of them; what only takes an entry back is none.
     *
     * @param most how many entries
     * @throws org.throughline.events.privacy.KeyStoreUnavailable if the key store does not answer
     */
    public Optional<Latest> latest(JourneyId journey, int most) {
        erasures.look();
        return summary(journey).map(summary -> latest(summary, places(journey), most));
    }

    private Latest latest(JourneySummary journey, List<Place> places, int most) {
        var shown = places.stream().filter(Place::shown).toList();
        var latest = shown.subList(Math.max(0, shown.size() - most), shown.size());
        var byPosition = Comparator.comparingLong(Place::position);
        var ends = Stream.of(places.stream().min(byPosition), places.stream().max(byPosition))
                .flatMap(Optional::stream);
        var around = Stream.concat(latest.stream(), ends)
                .flatMap(place -> Stream.of(place.position, place.withdrawn))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        latest.forEach(place -> around.remove(place.position));
        var others =
                places.stream().filter(place -> around.contains(place.position)).toList();
        var wanted = Stream.concat(latest.stream(), others.stream())
                .map(Place::position)
                .toList();
        var recorded = byPosition(log.stream(journey.journey().value(), wanted));
        return new Latest(journey, entries(latest, recorded), entries(others, recorded), shown.size() - latest.size());
    }

    /** A journey at a glance; opens nothing. */
    public Optional<JourneySummary> summary(JourneyId journey) {
        return views.sql("select * from timeline.journey where journey = ?")
                .param(journey.value())
                .query((row, ignored) -> summary(row))
                .optional();
    }

    /** The journeys of a patient, the latest first; opens nothing. */
    public List<JourneySummary> of(PatientId patient) {
        return views.sql("select * from timeline.journey where patient = ? order by admitted_at desc, journey")
                .param(patient.value())
                .query((row, ignored) -> summary(row))
                .list();
    }

    /**
     * Which events it has, and in which order, the read model says; what they say is told by the record, which whoever
     * reads this needs anyway: the reading is recorded there.
     */
    private List<Timeline.Entry> entries(JourneyId journey) {
        var places = places(journey);
        var last = places.stream().mapToLong(Place::position).max().orElse(0);
        return entries(places, byPosition(log.stream(journey.value(), last)));
    }

    private List<Place> places(JourneyId journey) {
        return views.sql("""
                        select position, withdrawn_position, name <> 'journey.entry-voided' from timeline.entry
                        where journey = ? order by occurred_at, position""")
                .param(journey.value())
                .query((row, _) -> new Place(row.getLong(1), row.getObject(2, Long.class), row.getBoolean(3)))
                .list();
    }

    private static Map<Long, RecordedEvent> byPosition(List<RecordedEvent> events) {
        return events.stream().collect(Collectors.toMap(RecordedEvent::position, Function.identity()));
    }

    private List<Timeline.Entry> entries(List<Place> places, Map<Long, RecordedEvent> recorded) {
        return places.stream()
                // a record that was restored may tell something else there: nothing is shown that it does not hold
                .filter(place -> recorded.containsKey(place.position))
                .map(place -> entry(
                        Objects.requireNonNull(recorded.get(place.position)),
                        place.withdrawn == null ? null : recorded.get(place.withdrawn)))
                .toList();
    }

    private Timeline.Entry entry(RecordedEvent recorded, @Nullable RecordedEvent withdrawing) {
        var stored = recorded.stored();
        var event = (JourneyEvent) codec.open(stored, keys);
        return new Timeline.Entry(
                stored.position(),
                stored.eventId(),
                stored.sequence(),
                stored.name(),
                event,
                recorded.recorded(),
                recorded.metadata(),
                withdrawing == null ? null : withdrawal(event, withdrawing));
    }

    private static Timeline.@Nullable Withdrawal withdrawal(JourneyEvent event, RecordedEvent withdrawing) {
        return event instanceof JourneyEntry entry
                        && withdrawing.event() instanceof JourneyEvent by
                        && entry.entryId().equals(by.withdraws())
                ? Timeline.Withdrawal.by(
                        withdrawing.position(),
                        withdrawing.stored().name(),
                        by,
                        withdrawing.recorded(),
                        withdrawing.metadata())
                : null;
    }

    private static JourneySummary summary(ResultSet row) throws SQLException {
        var reason = row.getObject("discharge_reason", Integer.class);
        var dischargedAt = row.getObject("discharged_at", OffsetDateTime.class);
        return new JourneySummary(
                new JourneyId(row.getObject("journey", UUID.class)),
                row.getLong("version") + 1,
                new PatientId(row.getObject("patient", UUID.class)),
                new ProgramId(row.getObject("program", UUID.class)),
                row.getString("level_of_care"),
                row.getString("clinician"),
                JourneySummary.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                ZoneId.of(row.getString("zone")),
                at(row, "admitted_at"),
                row.getObject("admitted_on", LocalDate.class),
                dischargedAt == null ? null : dischargedAt.toInstant(),
                row.getObject("discharged_on", LocalDate.class),
                reason == null ? null : DischargeReason.of(reason),
                at(row, "last_occurred_at"),
                at(row, "last_recorded_at"),
                row.getLong("last_position"),
                row.getString("source"));
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

package org.throughline.query.feed;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.events.HistoryEvent;
import org.throughline.events.storage.EventCodec;
import org.throughline.events.storage.StoredEvent;

/**
 * The record as its readers see it: one dense order of events, and how far it goes. Positions have no gaps and are
 * visible in their order, so that who has read up to a position has missed nothing.
 */
@Component
public class RecordLog implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RecordLog.class);
    private static final String CHANNEL = "throughline_log";
    private static final int EVENTS_SHARED = 10_000;
    private static final String STORED =
            "position, event_id, stream, sequence, name, revision, recorded_at, payload, metadata";
    private static final String COLUMNS = "select " + STORED + " from event ";

    /** Where the record stands. */
    public record Head(UUID storeId, long position) {}

    /**
     * A stream at a moment.
     *
     * @param events its events so far, in their order
     * @param head how far the record went; 0 if the stream has no event
     */
    public record SoFar(List<RecordedEvent> events, long head) {
        public SoFar {
            events = List.copyOf(events);
        }
    }

    private final JdbcClient record;
    private final EventCodec<HistoryEvent> codec;
    private final DataSource listeningTo;
    private final Traces traces;
    private final AtomicLong head = new AtomicLong();
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
    // the projections read the same events at nearly the same time
    private final Map<Long, RecordedEvent> shared = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, RecordedEvent> eldest) {
            return size() > EVENTS_SHARED;
        }
    };
    private final Object doubting = new Object();
    private volatile @Nullable Listening listening;
    private volatile @Nullable UUID store;
    private int doubts;
    private boolean connectedBefore;
    private boolean looked;
    private boolean answered = true;

    RecordLog(
            @Qualifier("queryRecord") JdbcClient record,
            @Qualifier("queryCodec") EventCodec<HistoryEvent> codec,
            @Qualifier("recordListening") Unpooled listeningTo,
            Traces traces) {
        this.traces = traces;
        this.record = record;
        this.codec = codec;
        this.listeningTo = listeningTo.connections();
    }

    /** Where the record stands now. */
    public Head head() {
        return record.sql("select store_id, position from log_head")
                .query((row, ignored) -> new Head(row.getObject(1, UUID.class), row.getLong(2)))
                .single();
    }

    /** The last position heard of, without asking. */
    long knownPosition() {
        return head.get();
    }

    /** The next events after a position, a page at most; none if there are none yet. Each knows the one before it. */
    public List<RecordedEvent> page(long after, int limit) {
        // before the first event there is none
        var rows = after > 0 ? limit + 1L : limit;
        var stored = record.sql(COLUMNS + "where position >= ? order by position limit ?")
                .params(after, rows)
                .query((row, ignored) -> stored(row))
                .list();
        var page = new ArrayList<RecordedEvent>(stored.size());
        UUID before = null;
        for (var event : stored) {
            if (event.position() > after) {
                page.add(new RecordedEvent(event, codec, before));
            }
            before = event.eventId();
        }
        return page;
    }

    /**
     * The events after a position and up to another, which several readers share; fewer only if the record does not go that
     * far.
     */
    List<RecordedEvent> stretch(long after, long upTo) {
        var events = new ArrayList<RecordedEvent>((int) (upTo - after));
        synchronized (shared) {
            var next = after + 1;
            for (var known = shared.get(next); known != null && next <= upTo; known = shared.get(++next)) {
                events.add(known);
            }
            if (next <= upTo) {
                for (var event : page(next - 1, (int) (upTo - next + 1))) {
                    shared.put(event.position(), event);
                    events.add(event);
                }
            }
        }
        return events;
    }

    /** One stream as it is now. */
    public SoFar stream(UUID stream) {
        var head = new AtomicLong();
        var events = record.sql("select " + STORED + ", (select position from log_head) from event where stream = ?"
                        + " order by sequence")
                .param(stream)
                .query((row, ignored) -> {
                    head.setPlain(row.getLong(10));
                    return new RecordedEvent(stored(row), codec);
                })
                .list();
        return new SoFar(events, head.getPlain());
    }

    /** The events of one stream in their order, up to a position. */
    public List<RecordedEvent> stream(UUID stream, long upTo) {
        return record.sql(COLUMNS + "where stream = ? and position <= ? order by sequence")
                .params(stream, upTo)
                .query((row, ignored) -> new RecordedEvent(stored(row), codec))
                .list();
    }

    /** Some events of one stream in their order, by their positions; without those that it does not have. */
    public List<RecordedEvent> stream(UUID stream, Collection<Long> positions) {
        return record.sql(COLUMNS + "where position = any (?) and stream = ? order by sequence")
                .params(positions.toArray(Long[]::new), stream)
                .query((row, ignored) -> new RecordedEvent(stored(row), codec))
                .list();
    }

    /** The orders to destroy personal data after a position. */
    List<RecordedEvent> erasures(long after) {
        // the name stands here as it stands in the index that answers this
        return record.sql(COLUMNS + "where name = 'patient.personal-data-erased' and position > ? order by position")
                .params(after)
                .query((row, ignored) -> new RecordedEvent(stored(row), codec))
                .list();
    }

    /** The event at a position, if the record goes that far. */
    public Optional<RecordedEvent> at(long position) {
        return page(position - 1, 1).stream()
                .filter(event -> event.position() == position)
                .findFirst();
    }

    /**
     * For how long events have been in the record, by the clock of its database; without those that it does not have. It
     * is never negative: the clock of who recorded may be ahead.
     */
    Map<Long, Duration> ages(Collection<Long> positions) {
        var ages = new HashMap<Long, Duration>();
        record.sql("""
                        select position, greatest(0, extract(epoch from now() - recorded_at::timestamptz))
                        from event where position = any (?)""").param(positions.toArray(Long[]::new)).query(row -> {
            ages.put(row.getLong(1), Duration.ofMillis((long) (row.getDouble(2) * 1_000)));
        });
        return ages;
    }

    /** What events are, by their ids: their stored names; without those that the record does not have. */
    public Map<UUID, String> names(Collection<UUID> events) {
        var names = new HashMap<UUID, String>();
        record.sql("select event_id, name from event where event_id = any (?)")
                .param(events.toArray(UUID[]::new))
                .query(row -> {
                    names.put(row.getObject(1, UUID.class), row.getString(2));
                });
        return names;
    }

    private static StoredEvent stored(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getLong(4),
                row.getString(5),
                row.getInt(6),
                row.getString(7),
                row.getString(8),
                row.getString(9));
    }

    /** How often it was doubted that the record is still the one that was read. */
    int doubts() {
        synchronized (doubting) {
            return doubts;
        }
    }

    /** The record may have been restored or replaced: whoever follows it has to compare. */
    void doubt() {
        synchronized (shared) {
            shared.clear();
        }
        synchronized (doubting) {
            doubts++;
            doubting.notifyAll();
        }
    }

    /** Waits for a doubt that was not known yet. */
    void awaitDoubt(int known) throws InterruptedException {
        synchronized (doubting) {
            while (doubts == known) {
                doubting.wait();
            }
        }
    }

    /** Calls back whenever the record has grown; ends with the subscription. */
    LiveUpdates.Subscription onGrowth(Runnable reaction) {
        waiting.add(reaction);
        return () -> waiting.remove(reaction);
    }

    private void reaches(long position) {
        if (head.getAndAccumulate(position, Math::max) < position) {
            waiting.forEach(Runnable::run);
        }
    }

    private void look() {
        try {
            var now = head();
            var known = store;
            if ((known != null && !known.equals(now.storeId())) || now.position() < head.get()) {
                LOG.warn("The record is not the one that was read so far: it was restored or replaced");
                head.set(now.position());
                doubt();
            }
            store = now.storeId();
            reaches(now.position());
            looked = true;
            answered = true;
        } catch (DataAccessException silent) {
            if (answered) {
                LOG.warn("The record does not answer; trying again every second", silent);
            }
            answered = false;
        }
    }

    @Override
    public void start() {
        listening = new Listening(listeningTo, CHANNEL, new Listening.Ear() {
            @Override
            public void heard(String payload) {
                // before anybody reads what it is about
                traces.hear(payload);
                if (looked) {
                    reaches(Long.parseLong(payload.split(" ", 2)[0]));
                } else {
                    look();
                }
            }

            @Override
            public void connected() {
                looked = false;
                if (connectedBefore) {
                    // the record may have been restored meanwhile
                    doubt();
                }
                connectedBefore = true;
                look();
            }

            @Override
            public void quiet() {
                look();
            }
        });
    }

    @Override
    public void stop() {
        var current = listening;
        listening = null;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public boolean isRunning() {
        return listening != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}

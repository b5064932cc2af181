package org.throughline.query.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings what is new to the live read models: rows, position, dead letters and the news of it in one transaction. A
 * segment that nothing new concerns is only moved on.
 */
@Component
class Delivery implements AutoCloseable {
    private static final int JOURNEYS_TOLD = 50;
    private static final int AT_ONCE = 10_000;

    private final DataSource views;
    private final RecordLog log;
    private final Traces traces;
    private final Passing passing;
    private final TransactionOperations transactions;
    private final JsonMapper json = JsonMapper.builder().build();

    Delivery(@Qualifier("viewsDataSource") DataSource views, RecordLog log, Traces traces) {
        this.views = views;
        this.log = log;
        this.traces = traces;
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(views));
        this.passing = new Passing(views, (part, upTo) -> transactions.executeWithoutResult(_ -> deliver(part, upTo)));
    }

    /** Remembers which store is read; it is written beside every position. */
    void from(UUID store) {
        passing.from(store);
    }

    /** Forgets where a projection is, which may be in another history than the record tells now. */
    void forget(Projection projection) {
        passing.forget(projection.name());
    }

    /** How far a segment is known to be in the database; 0 if this node does not know. */
    long written(String projection, int segment) {
        return passing.written(new Part.Key(projection, segment));
    }

    /** Delivers a stretch within the transaction of this thread, or moves the segment past it soon. */
    void deliver(Part part, Stretch stretch) {
        var known = passing.reached(part);
        if (known != null && known.position() == stretch.after()) {
            var news = log.stretch(stretch.after(), stretch.upTo());
            if (isNext(news, known, stretch.upTo()) && news.stream().noneMatch(part::isConcernedBy)) {
                passing.pass(part, known, Place.Reached.by(news.getLast()));
                return;
            }
        }
        deliver(part, stretch.upTo());
    }

    /** Delivers what is new up to a position, within the transaction of this thread. */
    private void deliver(Part part, long upTo) {
        var connection = DataSourceUtils.getConnection(views);
        try {
            var held = Place.lock(connection, part);
            var end = Math.max(upTo, passing.found(part, held.reached()));
            if (held.letters() || !deliverAll(part, held.reached(), end, connection)) {
                deliverWhatCan(part, end, connection);
            }
        } catch (SQLException failure) {
            throw new DeliveryFailed(part.projection().name(), failure);
        } finally {
            DataSourceUtils.releaseConnection(connection, views);
        }
    }

    /** Delivers everything, as it nearly always goes; otherwise undoes all, lets go of the place and returns false. */
    private boolean deliverAll(Part part, Place.Reached from, long upTo, Connection connection) throws SQLException {
        try {
            deliver(part, from, upTo, connection, Delivery::apply);
            return true;
        } catch (SQLException | RuntimeException failure) {
            if (Parking.passes(failure) || failure instanceof Place.OfAnotherHistory) {
                throw failure;
            }
            connection.rollback();
            return false;
        }
    }

    /** Delivers so that an event that cannot be taken waits, with what comes after it. */
    private void deliverWhatCan(Part part, long upTo, Connection connection) throws SQLException {
        deliver(part, Place.lock(connection, part).reached(), upTo, connection, Delivery::applyOrPark);
    }

    private void deliver(Part part, Place.Reached from, long upTo, Connection connection, Application application)
            throws SQLException {
        var place = from;
        while (place.position() < upTo) {
            place = deliverNext(part, place, upTo, connection, application);
        }
        passing.delivered(part, place);
    }

    /** How events become rows. */
    private interface Application {
        void apply(Projection projection, List<RecordedEvent> events, Tables tables) throws SQLException;
    }

    private static void apply(Projection projection, List<RecordedEvent> events, Tables tables) throws SQLException {
        projection.apply(events, tables);
    }

    private static void applyOrPark(Projection projection, List<RecordedEvent> events, Tables tables)
            throws SQLException {
        new Parking(tables.connection(), projection.name()).apply(events, projection::apply);
    }

    /** Delivers the next events, not more than are good to hold at once, and returns how far that is. */
    private Place.Reached deliverNext(
            Part part, Place.Reached done, long upTo, Connection connection, Application application)
            throws SQLException {
        var name = part.projection().name();
        var news = after(done, part, Math.min(upTo, done.position() + AT_ONCE));
        var concerning = news.stream().filter(part::isConcernedBy).toList();
        var reached = Place.Reached.by(news.getLast());
        var told = json.writeValueAsString(news(name, reached.position(), concerning));
        var tables = new Tables(connection, name);
        if (concerning.isEmpty()) {
            Place.move(tables, part, reached, passing.storeId(), told);
            tables.flush();
        } else {
            traces.follow(name, concerning, () -> {
                application.apply(part.projection(), concerning, tables);
                Place.move(tables, part, reached, passing.storeId(), told);
                tables.flush();
            });
        }
        return reached;
    }

    /** What is new. What does not go on from what is done is of another history, and must not be mixed with it. */
    private List<RecordedEvent> after(Place.Reached done, Part part, long upTo) {
        var news = log.stretch(done.position(), upTo);
        if (!isNext(news, done, upTo)) {
            log.doubt();
            throw new Place.OfAnotherHistory(part.projection().name());
        }
        return news;
    }

    private static boolean isNext(List<RecordedEvent> news, Place.Reached done, long upTo) {
        return !news.isEmpty() && news.getLast().position() == upTo && done.isFollowedBy(news.getFirst());
    }

    private static LiveUpdates.Update news(String projection, long position, List<RecordedEvent> events) {
        var journeys = new LinkedHashSet<UUID>();
        var everything = false;
        for (var event : events) {
            if (event.stored().name().startsWith("journey.")) {
                journeys.add(event.stored().stream());
            } else {
                // a program or a session may show on any journey
                everything = true;
            }
        }
        everything |= journeys.size() > JOURNEYS_TOLD;
        return new LiveUpdates.Update(projection, position, everything ? new LinkedHashSet<>() : journeys, everything);
    }

    /** Tells every node, once the transaction commits. */
    void tell(Connection connection, LiveUpdates.Update update) throws SQLException {
        try (var notify = connection.prepareStatement("select pg_notify(?, ?)")) {
            notify.setString(1, LiveUpdates.CHANNEL);
            notify.setString(2, json.writeValueAsString(update));
            notify.execute();
        }
    }

    @Override
    public void close() {
        passing.close();
    }

    /** A batch could not be delivered now; it is delivered again. */
    static final class DeliveryFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        DeliveryFailed(String projection, SQLException cause) {
            super("The read model " + projection + " could not be written", cause);
        }
    }
}

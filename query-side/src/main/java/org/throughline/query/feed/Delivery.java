package org.throughline.query.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Brings a batch to the live read model: rows, position, dead letters and the news of it in one transaction. */
@Component
class Delivery {
    private static final int JOURNEYS_TOLD = 50;

    private final DataSource views;
    private final RecordLog log;
    private final Traces traces;
    private final JsonMapper json = JsonMapper.builder().build();
    private volatile UUID storeId = new UUID(0, 0);

    Delivery(@Qualifier("viewsDataSource") DataSource views, RecordLog log, Traces traces) {
        this.views = views;
        this.log = log;
        this.traces = traces;
    }

    /** Remembers which store is read; it is written beside every position. */
    void from(UUID store) {
        storeId = store;
    }

    /** Delivers within the transaction of this thread, to the read model of that definition only. */
    void deliver(Projection projection, String definition, int segment, Predicate<Object> mine, Stretch stretch) {
        var connection = DataSourceUtils.getConnection(views);
        try {
            var done = Place.lock(connection, projection.name(), definition, segment);
            if (done.position() < stretch.upTo()) {
                deliver(projection, segment, mine, after(done, projection, stretch), connection);
            }
        } catch (SQLException failure) {
            throw new DeliveryFailed(projection.name(), failure);
        } finally {
            DataSourceUtils.releaseConnection(connection, views);
        }
    }

    /** What is new in a stretch. What does not go on from what is done is of another history, and must not be mixed with it. */
    private List<RecordedEvent> after(Place.Reached done, Projection projection, Stretch stretch) {
        var news = log.stretch(Math.max(done.position(), stretch.after()), stretch.upTo());
        if (news.isEmpty() || news.getLast().position() < stretch.upTo() || !done.isFollowedBy(news.getFirst())) {
            log.doubt();
            throw new DeliveryFailed(projection.name(), null);
        }
        return news;
    }

    private void deliver(
            Projection projection, int segment, Predicate<Object> mine, List<RecordedEvent> news, Connection connection)
            throws SQLException {
        var last = news.getLast();
        var concerning = news.stream()
                .filter(event -> mine.test(event.stored().stream()))
                .filter(event -> projection.handles(event.stored().name()))
                .toList();
        if (!concerning.isEmpty()) {
            Place.writeTo(connection, projection.name());
            var parking = new Parking(connection, projection.name());
            traces.follow(projection.name(), concerning, () -> parking.apply(concerning, projection::apply));
        }
        Place.move(connection, projection.name(), segment, Place.Reached.by(last), storeId);
        tell(connection, projection, last.position(), concerning);
    }

    private void tell(Connection connection, Projection projection, long position, List<RecordedEvent> events)
            throws SQLException {
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
        tell(
                connection,
                new LiveUpdates.Update(
                        projection.name(), position, everything ? new LinkedHashSet<>() : journeys, everything));
    }

    /** Tells every node, once the transaction commits. */
    void tell(Connection connection, LiveUpdates.Update update) throws SQLException {
        try (var notify = connection.prepareStatement("select pg_notify(?, ?)")) {
            notify.setString(1, LiveUpdates.CHANNEL);
            notify.setString(2, json.writeValueAsString(update));
            notify.execute();
        }
    }

    /** A batch could not be delivered now; it is delivered again. */
    static final class DeliveryFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        DeliveryFailed(String projection, @Nullable SQLException cause) {
            super(
                    cause == null
                            ? "The read model " + projection + " is not of the history that the record tells now"
                            : "The read model " + projection + " could not be written",
                    cause);
        }
    }
}

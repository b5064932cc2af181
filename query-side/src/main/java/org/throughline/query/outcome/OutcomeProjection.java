package org.throughline.query.outcome;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import org.throughline.query.feed.Folding;
import org.throughline.query.feed.Projection;
import org.throughline.query.feed.RecordedEvent;
import org.throughline.query.feed.Tables;

/**
 * Keeps {@code outcome}: one row a journey, for whoever asks in SQL, and the bundles that pages count by. Every column of
 * {@code outcome.journey} is defined by its comment in {@code outcome.sql}.
 *
 * <p>Time to the first relapse: {@code first_relapse_day}, else censored at {@code found_until_day}. Time to return to
 * use or loss: {@code relapse_or_lost_day}, else censored at {@code asked_until_day}. Retention: {@code stay_days}, else
 * the journey is open, and still so on the day it is counted.
 */
@Component
final class OutcomeProjection implements Projection {
    private static final Folding<Facts> FOLDING = new Folding<>(
            Facts::new,
            Facts::read,
            List.of(new Folding.Derived<Facts>("journey", 1, Outcome.COLUMNS, Outcome::rows), new Bundling()));

    @Override
    public String name() {
        return "outcome";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public Duration rest() {
        // who counts journeys counts them all
        return Duration.ofMillis(50);
    }

    @Override
    public int pagesInBulk() {
        return Folding.PAGES_IN_BULK;
    }

    @Override
    public boolean handles(String eventName) {
        return eventName.startsWith("journey.");
    }

    @Override
    public void apply(List<RecordedEvent> events, Tables tables) throws SQLException {
        FOLDING.apply(events, tables);
    }

    @Override
    public void applyInBulk(List<RecordedEvent> events, Tables tables) throws SQLException {
        FOLDING.applyInBulk(events, tables);
    }

    @Override
    public void settle(Tables tables) throws SQLException {
        FOLDING.settle(tables);
    }
}

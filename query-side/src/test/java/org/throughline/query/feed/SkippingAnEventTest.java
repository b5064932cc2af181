package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.throughline.testing.Histories.journey;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.events.storage.StoredEvent;
import org.throughline.query.Node;
import org.throughline.query.QueryHouse;
import org.throughline.query.feed.DeadLetters.Skipping;
import org.throughline.testing.Role;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SkippingAnEventTest {
    private static final String WHY = "Its form is of a trial that was called off.";

    private final QueryHouse house = QueryHouse.fresh("skipping");
    private int journeys;
    private Node node;
    private FragileProjection projection;

    @BeforeAll
    void open() {
        start(FragileProjection.class);
    }

    @AfterAll
    void close() {
        house.close();
    }

    private void start(Class<? extends FragileProjection> version) {
        node = house.startFeed(List.of(version)).caughtUp();
        projection = node.part(FragileProjection.class);
    }

    /** A journey of four events, of which some cannot be taken, counted from 0. */
    private List<StoredEvent> told(int... refused) {
        for (int number : refused) {
            projection.refused.add(house.all().size() + 1L + number);
        }
        var told = house.append(journey(++journeys)
                .enrolled("2026-01-05T09:00")
                .attended("2026-01-06T09:00", 120)
                .attended("2026-01-07T09:00", 120)
                .attended("2026-01-08T09:00", 120)
                .events());
        node.caughtUp();
        return told;
    }

    private Skipping skip(StoredEvent event) {
        return node.part(Feed.class).skip("fragile", event.position(), "o-sam", WHY);
    }

    @Test
    void is_written_into_the_record_and_lets_the_later_ones_be_taken() {
        var told = told(2);
        assertThat(skip(told.get(2))).isEqualTo(new Skipping.Skipped(1));

        assertThat(letters(told)).isEmpty();
        assertThat(seen(told)).containsExactly(0, 1, 3);
        var skip = node.part(Skips.class).all().getFirst();
        assertThat(skip.who()).isEqualTo("o-sam");
        assertThat(skip.projection()).isEqualTo("fragile");
        assertThat(skip.position()).isEqualTo(told.get(2).position());
        assertThat(skip.eventId()).isEqualTo(told.get(2).eventId());
        assertThat(skip.reason()).isEqualTo(WHY);
        assertThat(skip.stands()).isTrue();

        // what is recorded from now on goes on as if nothing had been
        var later = house.append(journey(journeys)
                .enrolled("2026-01-05T09:00")
                .missed("2026-02-01T10:00", 60)
                .events());
        node.caughtUp();
        assertThat(seen(later)).containsExactly(0, 1);
    }

    @Test
    void is_done_once_and_only_to_the_one_that_fails() {
        var told = told(2);
        var before = node.part(Skips.class).all().size();
        assertThat(skip(told.get(3))).isEqualTo(new Skipping.Behind(told.get(2).position()));
        assertThat(skip(told.get(1))).isEqualTo(new Skipping.NotWaiting());
        assertThat(node.part(Skips.class).all()).hasSize(before);

        assertThat(skip(told.get(2))).isEqualTo(new Skipping.Skipped(1));
        assertThat(skip(told.get(2))).isEqualTo(new Skipping.NotWaiting());
        assertThat(node.part(Skips.class).all()).hasSize(before + 1);
    }

    @Test
    void leaves_the_next_one_that_fails_to_another_decision() {
        var told = told(2, 3);
        assertThat(skip(told.get(2))).isEqualTo(new Skipping.Skipped(0));
        assertThat(letters(told)).containsExactly(3);
        assertThat(skip(told.get(3))).isEqualTo(new Skipping.Skipped(0));
        assertThat(letters(told)).isEmpty();
    }

    @Test
    void takes_no_effect_where_it_cannot_be_written_down() {
        var told = told(2);
        var owner = JdbcClient.create(house.record(Role.OWNER));
        owner.sql("revoke insert on skipped_event from throughline_query").update();
        try {
            assertThatThrownBy(() -> skip(told.get(2))).isInstanceOf(DataAccessException.class);
        } finally {
            owner.sql("grant insert on skipped_event to throughline_query").update();
        }
        assertThat(letters(told)).containsExactly(2, 3);
        assertThat(seen(told)).containsExactly(0, 1);
        skip(told.get(2));
    }

    @Test
    void holds_when_the_read_model_is_built_anew_even_if_all_views_are_lost() {
        var told = told(2);
        skip(told.get(2));
        assertThat(node.part(Feed.class).rebuild("fragile").join()).isTrue();
        assertThat(letters(told)).isEmpty();
        assertThat(seen(told)).containsExactly(0, 1, 3);

        node.close();
        house.views()
                .sql("delete from feed.read_model where projection = 'fragile'")
                .update();
        start(FragileProjection.class);
        assertThat(letters(told)).isEmpty();
        assertThat(seen(told)).containsExactly(0, 1, 3);
    }

    @Test
    void holds_when_it_is_decided_while_the_read_model_is_being_rebuilt() throws Exception {
        var told = told(2);
        projection.swapping.close();
        var rebuilding = node.part(Feed.class).rebuild("fragile");
        // its pages are read, and the event has failed there, too
        projection.swapping.awaitSomebody();
        assertThat(skip(told.get(2))).isEqualTo(new Skipping.Skipped(1));
        projection.swapping.open();

        assertThat(rebuilding.get()).isTrue();
        assertThat(letters(told)).isEmpty();
        assertThat(seen(told)).containsExactly(0, 1, 3);
    }

    @Test
    void counts_for_one_version_of_the_projection_only() {
        var told = told(2);
        skip(told.get(2));
        house.views()
                .sql("update feed.read_model set definition = 'newer' where projection = 'fragile'")
                .update();
        var skip = node.part(Skips.class).all().getFirst();
        house.views()
                .sql("update feed.read_model set definition = ? where projection = 'fragile'")
                .param(ReadModels.fingerprint(projection))
                .update();

        assertThat(skip.stands()).isFalse();
        assertThat(node.part(Skips.class).of(projection)).contains(told.get(2).eventId());
        assertThat(node.part(Skips.class).of(new NewerProjection())).isEmpty();
    }

    @Test
    void can_be_avoided_by_trying_one_stream_again() {
        var told = told(2);
        var other = told(0);
        projection.refused.clear();

        assertThat(retry(told.getFirst().stream())).isEqualTo(2);
        assertThat(letters(told)).isEmpty();
        assertThat(letters(other)).containsExactly(0, 1, 2, 3);
        assertThat(retry(UUID.randomUUID())).isZero();
        assertThat(retry(other.getFirst().stream())).isEqualTo(4);
    }

    private int retry(UUID stream) {
        return node.part(Feed.class).retryDeadLetters("fragile", stream);
    }

    /** Which of the events are in the read model. */
    private List<Integer> seen(List<StoredEvent> told) {
        return numbers(told, "fragile.seen where true");
    }

    /** Which of the events wait. */
    private List<Integer> letters(List<StoredEvent> told) {
        return numbers(told, "feed.dead_letter where projection = 'fragile'");
    }

    private List<Integer> numbers(List<StoredEvent> told, String where) {
        var first = told.getFirst().position();
        return house.views()
                .sql("select position from " + where + " and position between ? and ? order by position")
                .params(first, told.getLast().position())
                .query((row, _) -> (int) (row.getLong(1) - first))
                .list();
    }
}

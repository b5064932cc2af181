package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.throughline.events.HistoryEvent;
import org.throughline.query.Node;
import org.throughline.query.QueryHouse;
import org.throughline.query.RandomHistory;
import org.throughline.testing.Histories;
import org.throughline.testing.MemoryKeyStore;

/** Nodes that run while the record is restored under them show the restored history, whole and unmixed. */
class WhenTheRecordIsRestoredTest {
    private QueryHouse house;
    private List<Node> nodes;

    @BeforeEach
    void open() {
        house = QueryHouse.fresh("restored");
        house.append(RandomHistory.of(5, 10));
        nodes = List.of(
                house.startFeed(List.of(FragileProjection.class)).caughtUp(),
                house.startFeed(List.of(FragileProjection.class)).caughtUp());
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void to_an_older_state() {
        house.restoreTo(30, List.of());
        showsWhatIsRecordedNow();
    }

    @Test
    void to_an_older_state_and_has_grown_beyond_the_newer_one() {
        house.restoreTo(30, RandomHistory.of(6, 20));
        showsWhatIsRecordedNow();
    }

    @Test
    void to_an_older_state_and_has_grown_just_as_far_while_nobody_was_connected() {
        var size = house.all().size();
        var others = RandomHistory.of(6, 20);
        house.restoreTo(30, others.subList(0, size - 30));
        assertThat(house.all()).hasSize(size);
        house.breakConnections();
        showsWhatIsRecordedNow();
    }

    @Test
    void from_another_store() {
        house.restoreTo(0, RandomHistory.of(6, 10));
        house.becomeAnotherStore();
        showsWhatIsRecordedNow();
    }

    @Test
    void orders_to_erase_are_found_at_positions_that_were_passed_already() {
        var erasures = nodes.getFirst().part(Erasures.class);
        house.append(erased(101));
        assertThat(erasures.of(Histories.patient(101))).isTrue();

        house.restoreTo(30, List.of(erased(102)));
        await().until(() -> erasures.of(Histories.patient(102)));
        // what was ordered before stays ordered: the key is gone
        assertThat(erasures.of(Histories.patient(101))).isTrue();
    }

    private static HistoryEvent erased(int number) {
        var patient = Histories.patient(number);
        return Histories.erased(patient, MemoryKeyStore.keyIdFor(patient));
    }

    private void showsWhatIsRecordedNow() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(this::everythingOnce);
        // and they go on from there
        house.append(Histories.journey(900).enrolled("2026-03-05T09:00").events());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(this::everythingOnce);
        nodes.forEach(node -> assertThat(node.part(DeadLetters.class).all()).isEmpty());
    }

    private void everythingOnce() {
        Seen.everythingOnce(house);
        assertThat(house.views()
                        .sql(
                                "select position, journey, sequence, name, recorded_at from timeline.entry order by position")
                        .query((row, _) -> List.of(
                                row.getLong(1),
                                row.getObject(2, UUID.class),
                                row.getLong(3),
                                row.getString(4),
                                row.getObject(5, OffsetDateTime.class).toInstant()))
                        .list())
                .isEqualTo(house.all().stream()
                        .filter(event -> event.name().startsWith("journey."))
                        .map(event -> List.of(
                                event.position(), event.stream(), event.sequence(), event.name(), event.recorded()))
                        .toList());
    }
}

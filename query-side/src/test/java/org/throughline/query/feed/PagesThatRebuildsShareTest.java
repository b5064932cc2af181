package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.throughline.events.HistoryEvent;
import org.throughline.query.QueryHouse;
import org.throughline.testing.Histories;

class PagesThatRebuildsShareTest {
    private static final int SIZE = 5;

    private final QueryHouse house = QueryHouse.fresh("pages");
    private final ExecutorService reading = Executors.newVirtualThreadPerTaskExecutor();
    private SharedPages pages;

    @BeforeEach
    void record_some_events() {
        house.append(registered(0, 32));
        var log = house.startFeed(List.of()).caughtUp().part(RecordLog.class);
        pages = new SharedPages(log, SIZE, reading, Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        reading.close();
        house.close();
    }

    private static List<? extends HistoryEvent> registered(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> Histories.registered(Histories.patient(number), "Given", "Family"))
                .toList();
    }

    @Test
    void are_read_once_for_all() {
        try (var one = pages.reader(0);
                var other = pages.reader(0)) {
            var first = one.after(0);
            assertThat(first).extracting(RecordedEvent::position).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(other.after(0)).isSameAs(first);
            assertThat(other.after(5)).isSameAs(one.after(5));
        }
    }

    @Test
    void go_on_where_the_record_has_grown() {
        try (var reader = pages.reader(30)) {
            assertThat(reader.after(30)).hasSize(2);
            assertThat(reader.after(32)).isEmpty();
            house.append(registered(32, 40));
            assertThat(reader.after(30)).hasSize(SIZE);
            assertThat(reader.after(35)).hasSize(SIZE);
        }
    }

    @Test
    void are_gone_with_the_last_reader() {
        List<RecordedEvent> before;
        try (var reader = pages.reader(0)) {
            before = reader.after(0);
        }
        try (var reader = pages.reader(0)) {
            assertThat(reader.after(0)).isNotSameAs(before);
        }
    }

    @Test
    void keep_their_readers_together() throws Exception {
        var quickly = new ConcurrentHashMap<Long, List<RecordedEvent>>();
        try (var slow = pages.reader(0)) {
            var quick = Thread.ofPlatform().start(() -> {
                try (var reader = pages.reader(0)) {
                    for (var after = 0L; after < 30; after += SIZE) {
                        quickly.put(after, reader.after(after));
                    }
                }
            });
            for (var after = 0L; after < 30; after += SIZE) {
                // it has gone as far as it may
                while (quick.getState() != Thread.State.TIMED_WAITING && quick.isAlive()) {
                    Thread.onSpinWait();
                }
                assertThat(slow.after(after)).isSameAs(quickly.get(after));
            }
            quick.join();
        }
    }
}

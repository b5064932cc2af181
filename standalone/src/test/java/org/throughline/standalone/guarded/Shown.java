package org.throughline.standalone.guarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.throughline.standalone.guarded.House.Database;
import org.throughline.standalone.guarded.House.Login;

/** Waiting until the read models show what was recorded. */
final class Shown {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private Shown() {}

    static void awaited(Told told) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(lag()).isZero();
            assertThat(told.clinic
                            .supervisor()
                            .get("/api/journeys/" + told.journey)
                            .status())
                    .isEqualTo(200);
        });
    }

    private static long lag() {
        var head = Login.QUERY
                .on(Database.RECORD)
                .sql("select position from log_head")
                .query(Long.class)
                .single();
        var slowest = Login.OWNER
                .on(Database.VIEWS)
                .sql("select min(position) from feed.position")
                .query(Long.class)
                .single();
        return head - slowest;
    }
}

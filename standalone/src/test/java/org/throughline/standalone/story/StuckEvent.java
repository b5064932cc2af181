package org.throughline.standalone.story;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An event that a read model cannot take: of a stream that is nobody's, so that nothing else waits for it. */
final class StuckEvent {
    static final String PROJECTION = "session";
    static final long POSITION = 1;

    private StuckEvent() {}

    /** Lets it wait, if it does not already. */
    static void waits() {
        JdbcClient.create(Running.throughline().application().getBean("viewsDataSource", DataSource.class))
                .sql("""
                        insert into feed.dead_letter (projection, position, stream, event_id, cause)
                        values (?, ?, gen_random_uuid(), gen_random_uuid(), 'SQLException 23514') on conflict do nothing""")
                .params(PROJECTION, POSITION)
                .update();
    }
}

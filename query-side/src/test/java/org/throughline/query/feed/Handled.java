package org.throughline.query.feed;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An event that was handled.
 *
 * @param place when, among all that is handled in this JVM
 * @param node who did it
 * @param segment for which segment of a processor; −1 if for none
 */
record Handled(long place, UUID stream, long sequence, UUID node, int segment) {
    /** What the processor is called. */
    static final String PROCESSOR = "handled";
    /** Where it is written, in the transaction of the batch; what is handled twice is there twice. */
    static final String TABLE =
            "create table seen (place bigint primary key, stream uuid, sequence bigint, node uuid, segment int)";

    private static final AtomicLong PLACES = new AtomicLong();

    /** An event that a node handles now. */
    static Handled now(UUID stream, long sequence, UUID node) {
        return new Handled(PLACES.incrementAndGet(), stream, sequence, node, currentSegment());
    }

    /** All that a table of these says, in the order it was handled in. */
    static List<Handled> in(JdbcClient views, String table) {
        return views.sql("select place, stream, sequence, node, segment from " + table + " order by place")
                .query((row, _) -> new Handled(
                        row.getLong(1),
                        row.getObject(2, UUID.class),
                        row.getLong(3),
                        row.getObject(4, UUID.class),
                        row.getInt(5)))
                .list();
    }

    private static int currentSegment() {
        return CurrentUnitOfWork.isStarted()
                ? CurrentUnitOfWork.get().getOrDefaultResource("Processor[" + PROCESSOR + "]/SegmentId", -1)
                : -1;
    }
}

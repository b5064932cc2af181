package org.throughline.query.feed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The read models as they are in the database: whether they are fit to be gone on with. */
@Component
class ReadModels {
    /** Why a read model must be built from the beginning. */
    enum Fitness {
        /** It can go on from where it is. */
        FIT,
        /** It was never built. */
        MISSING,
        /** Its tables are defined otherwise by now, or filled otherwise. */
        OUTDATED,
        /** The record is not the one it was built from: another store, or an older state of this one. */
        OF_ANOTHER_RECORD
    }

    private record Stand(
            long position, @Nullable UUID eventId, @Nullable UUID storeId) {}

    private final JdbcClient views;

    ReadModels(@Qualifier("views") JdbcClient views) {
        this.views = views;
    }

    Fitness fitness(Projection projection, RecordLog log) {
        var definition = views.sql("select definition from feed.read_model where projection = ?")
                .param(projection.name())
                .query(String.class)
                .optional();
        if (definition.isEmpty()) {
            return Fitness.MISSING;
        }
        if (!definition.get().equals(fingerprint(projection))) {
            return Fitness.OUTDATED;
        }
        var store = log.head().storeId();
        return stands(projection).stream().allMatch(stand -> stillTrue(stand, store, log))
                ? Fitness.FIT
                : Fitness.OF_ANOTHER_RECORD;
    }

    private List<Stand> stands(Projection projection) {
        return views.sql("select position, event_id, store_id from feed.position where projection = ?")
                .param(projection.name())
                .query((row, ignored) ->
                        new Stand(row.getLong(1), row.getObject(2, UUID.class), row.getObject(3, UUID.class)))
                .list();
    }

    private static boolean stillTrue(Stand stand, UUID store, RecordLog log) {
        if (!store.equals(stand.storeId)) {
            return false;
        }
        return stand.position == 0
                || log.at(stand.position)
                        .filter(event -> event.stored().eventId().equals(stand.eventId))
                        .isPresent();
    }

    /** The segments that share the work of a projection. */
    int segments(Projection projection) {
        return views.sql("select count(*) from feed.position where projection = ?")
                .param(projection.name())
                .query(Integer.class)
                .single();
    }

    /** What a read model is known by: how its tables are defined, and by which version they are filled. */
    static String fingerprint(Projection projection) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest((projection.version() + "\n" + projection.definition())
                                    .getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}

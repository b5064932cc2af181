package org.throughline.query.feed;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;

/**
 * Axon's tokens, of which few are written: how far a segment is stands in its position, so that a token need only be near
 * it and never beyond. What is handed out again after a restart is found done. The claim that a token is written with
 * lasts many times as long as what is left out.
 */
final class SparingTokens extends JdbcTokenStore {
    /** How far a segment is in the database, as far as this node knows. */
    interface Written {
        long upTo(String projection, int segment);
    }

    private final Written written;
    private final long sparedNanos;
    private final Map<Part.Key, Long> touched = new ConcurrentHashMap<>();

    /** At most one token of a segment is written in such a time. */
    SparingTokens(Builder builder, Written written, Duration spared) {
        super(builder);
        this.written = written;
        this.sparedNanos = spared.toNanos();
    }

    @Override
    public TrackingToken fetchToken(String processor, int segment) {
        return touched(processor, segment, super.fetchToken(processor, segment));
    }

    @Override
    public TrackingToken fetchToken(String processor, Segment segment) {
        return touched(processor, segment.getSegmentId(), super.fetchToken(processor, segment));
    }

    private TrackingToken touched(String processor, int segment, TrackingToken token) {
        touched.put(new Part.Key(processor, segment), System.nanoTime());
        return token;
    }

    @Override
    public void storeToken(TrackingToken token, String processor, int segment) {
        var part = new Part.Key(processor, segment);
        var last = touched.get(part);
        var position = Math.min(token.position().orElse(0), written.upTo(processor, segment));
        if (position > 0 && (last == null || System.nanoTime() - last > sparedNanos)) {
            super.storeToken(new GlobalSequenceTrackingToken(position), processor, segment);
            touched.put(part, System.nanoTime());
        }
    }
}

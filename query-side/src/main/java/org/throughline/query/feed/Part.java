package org.throughline.query.feed;

import org.axonframework.eventhandling.Segment;

/**
 * A segment of a projection, as this version of the program fills it.
 *
 * @param definition the fingerprint of the tables it may write to
 */
record Part(Projection projection, String definition, Segment segment) {
    /** Where it is, whatever version fills it. */
    record Key(String projection, int segment) {}

    Key key() {
        return new Key(projection.name(), segment.getSegmentId());
    }

    /** Whether an event makes rows of it. */
    boolean isConcernedBy(RecordedEvent event) {
        return segment.matches(event.stored().stream())
                && projection.handles(event.stored().name());
    }
}

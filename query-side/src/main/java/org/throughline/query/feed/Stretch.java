package org.throughline.query.feed;

/**
 * A part of the record that a processor is told of as one: positions have no gaps, so nothing has to be read to know
 * what it consists of.
 *
 * @param after the position before it
 * @param upTo its last position
 */
record Stretch(long after, long upTo) {}

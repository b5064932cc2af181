package org.throughline.events.storage;

import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an older revision of an event as the next one. Ciphertext is moved whole, never opened.
 *
 * @see EventCodec
 */
public interface Upcaster {
    /** The stored name of the event. */
    String name();

    /** The revision it reads; it makes the next one. */
    int from();

    /** The payload in the next revision. May change and return what it is given. */
    ObjectNode upcast(ObjectNode payload);
}

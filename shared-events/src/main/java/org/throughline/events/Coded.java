package org.throughline.events;

/** A value of a code list: what is stored and exchanged is its code, never its Java name. */
public interface Coded {
    /** The stored code. */
    String code();
}

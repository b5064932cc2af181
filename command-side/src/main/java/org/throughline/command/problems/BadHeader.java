package org.throughline.command.problems;

/** A header has a form that it must not have. */
public final class BadHeader extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String header;
    private final String sentence;

    /**
     * A header and what it should be.
     *
     * @param sentence for people, without the value that was sent
     */
    public BadHeader(String header, String sentence) {
        super(header + ": " + sentence);
        this.header = header;
        this.sentence = sentence;
    }

    String header() {
        return header;
    }

    String sentence() {
        return sentence;
    }
}

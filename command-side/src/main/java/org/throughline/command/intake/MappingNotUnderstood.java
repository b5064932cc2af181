package org.throughline.command.intake;

/** A mapping is not JSON, or says something that no mapping says. */
public final class MappingNotUnderstood extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String field;

    /**
     * Something about a field.
     *
     * @param field where, as far as it is known
     */
    public MappingNotUnderstood(String field) {
        super("The mapping is not understood at " + (field.isEmpty() ? "its beginning" : field));
        this.field = field;
    }

    /** Where. */
    public String field() {
        return field;
    }
}

package org.throughline.command.intake;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A mapping is not JSON, or says something that no mapping says. */
public final class MappingNotUnderstood extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String field;
    private final @Nullable JacksonException found;

    /**
     * What the parser found; null if there was nothing.
     *
     * @param field where, as far as it is known
     */
    MappingNotUnderstood(String field, @Nullable JacksonException found) {
        super("The mapping is not understood at " + (field.isEmpty() ? "its beginning" : field), found);
        this.field = field;
        this.found = found;
    }

    /** Where. */
    public String field() {
        return field;
    }

    /** What the parser found; null if there was nothing. */
    @Nullable
    JacksonException found() {
        return found;
    }
}

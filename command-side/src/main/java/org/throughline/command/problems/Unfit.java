package org.throughline.command.problems;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/** A value in a body has a form that it must not have. Its text never holds the value. */
public final class Unfit extends MismatchedInputException {
    private static final long serialVersionUID = 1;
    private final String code;
    private final String sentence;

    /**
     * What is wrong with a value.
     *
     * @param code stable, for programs
     * @param sentence for people, without the value
     */
    public Unfit(JsonParser parser, Class<?> target, String code, String sentence) {
        super(parser, sentence, target);
        this.code = code;
        this.sentence = sentence;
    }

    String code() {
        return code;
    }

    String sentence() {
        return sentence;
    }
}

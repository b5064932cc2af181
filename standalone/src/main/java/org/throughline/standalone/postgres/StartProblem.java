package org.throughline.standalone.postgres;

import org.jspecify.annotations.Nullable;

/** Why Throughline cannot start here, in one sentence for the person who started it, and what they can do. */
public final class StartProblem extends RuntimeException {

    private final String sentence;
    private final String whatToDo;

    public StartProblem(String sentence, String whatToDo) {
        this(sentence, whatToDo, null);
    }

    public StartProblem(String sentence, String whatToDo, @Nullable Throwable cause) {
        super(sentence + " " + whatToDo, cause);
        this.sentence = sentence;
        this.whatToDo = whatToDo;
    }

    /** What is wrong. */
    public String sentence() {
        return sentence;
    }

    /** How to get on. */
    public String whatToDo() {
        return whatToDo;
    }
}

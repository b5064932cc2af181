package org.throughline.query.problems;

/** A question is not answered. The detail says why in a sentence that holds no personal data. */
public class Refused extends RuntimeException {
    private final Problem problem;

    public Refused(Problem problem, String detail) {
        super(detail, null, false, false);
        this.problem = problem;
    }

    /** What it is. */
    public Problem problem() {
        return problem;
    }

    /** Why, in a sentence. */
    public String detail() {
        var message = getMessage();
        return message == null ? problem.title() : message;
    }
}

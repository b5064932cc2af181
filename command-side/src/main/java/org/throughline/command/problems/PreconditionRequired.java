package org.throughline.command.problems;

/** A command that must say which version it is made for does not. */
public final class PreconditionRequired extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PreconditionRequired() {
        super("If-Match is missing");
    }

    String sentence() {
        return "If-Match with the version of the journey is needed.";
    }
}

package org.throughline.command.problems;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/** Names the place of a value in a body. What a client made up itself as a name is not repeated if it is no plain one. */
final class Fields {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,120}");
    private static final String OTHER = "(other)";

    private Fields() {}

    /** The path that a parser came to. */
    static String path(JacksonException wrong) {
        return wrong.getPath().stream()
                .map(step -> step.getPropertyName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + plain(step.getPropertyName()))
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    /** A path that a rule or a constraint names. */
    static String path(String path) {
        return PATH.matcher(path).matches() ? path : path.replaceFirst("[^A-Za-z0-9_].*", "") + "." + OTHER;
    }

    private static String plain(String name) {
        return PLAIN.matcher(name).matches() ? name : OTHER;
    }
}

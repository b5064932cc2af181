package org.throughline.events.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/** What the sources say of components and codes: comments are gone at run time. */
final class SourceComments {
    private static final Path SOURCES = Path.of("src/main/java");

    private static final String COMMENT = "/\\*\\*((?:(?!\\*/).)*)\\*/";

    private SourceComments() {}

    /** What the record, or an interface above it, says of a component; empty if nothing. */
    static String ofComponent(Class<?> type, String component) {
        var comment = lastGroup(
                source(type),
                COMMENT + "\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*(?:public )?record " + type.getSimpleName() + "\\(");
        var own = plain(lastGroup(comment, "@param " + component + " ((?:(?!\\n\\s*\\* @).)*)"));
        return own.isEmpty()
                ? Arrays.stream(type.getInterfaces())
                        .map(above -> ofAccessor(above, component))
                        .filter(said -> !said.isEmpty())
                        .findFirst()
                        .orElse("")
                : own;
    }

    private static String ofAccessor(Class<?> type, String accessor) {
        var said = plain(lastGroup(source(type), COMMENT + "\\s*(?:@\\w+\\s+)*\\w+ " + accessor + "\\(\\);"));
        return said.isEmpty() && type.getInterfaces().length > 0 ? ofComponent(type, accessor) : said;
    }

    /** What stands above a constant. */
    static String ofConstant(Enum<?> constant) {
        return plain(lastGroup(source(constant.getDeclaringClass()), COMMENT + "\\s*" + constant.name() + "\\("));
    }

    private static String source(Class<?> type) {
        var outermost = type;
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        try {
            return Files.readString(SOURCES.resolve(outermost.getName().replace('.', '/') + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lastGroup(String text, String pattern) {
        var match = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        return match.find() ? match.group(1) : "";
    }

    private static String plain(String comment) {
        return comment.replaceAll("\\s*\\n\\s*\\*\\s*", " ")
                .replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`")
                .strip();
    }
}

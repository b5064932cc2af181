package org.throughline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for what no class file shows any more, in the sources of the module that is tested. */
public final class Sources {
    private static final Path MAIN = Path.of("src", "main", "java");
    private static final Pattern DEFAULT = Pattern.compile("\\bdefault\\s*(->|:)");
    private static final Pattern CASE = Pattern.compile("\\bcase\\s+(\\S)");

    private Sources() {}

    /** The source files whose names, without {@code .java}, are wanted. */
    public static List<Path> of(Predicate<String> wanted) {
        try (var files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> wanted.test(file.getFileName().toString().replace(".java", "")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Default branches, as {@code File.java:line}: with one, the compiler no longer tells which switch a new event or
     * command is missing in. Over texts there has to be one.
     */
    public static List<String> defaultBranches(Predicate<String> wanted) {
        return of(wanted).stream().flatMap(Sources::defaultBranches).toList();
    }

    private static Stream<String> defaultBranches(Path file) {
        var text = text(file);
        return DEFAULT.matcher(text)
                .results()
                .filter(found -> !overTexts(text.substring(0, found.start())))
                .map(found -> file.getFileName() + ":"
                        + text.substring(0, found.start()).lines().count());
    }

    private static boolean overTexts(String before) {
        return CASE.matcher(before)
                .results()
                .reduce((first, second) -> second)
                .map(last -> last.group(1).equals("\""))
                .orElse(false);
    }

    /** What a source file says. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

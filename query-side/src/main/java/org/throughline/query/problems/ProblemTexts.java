package org.throughline.query.problems;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * What every problem means and what can be done about it, by its code: those of the query side, and those that a rule of
 * recording answers with, from the file {@code problems.properties}.
 */
@Component
class ProblemTexts {
    private static final String FILES = "classpath*:org/throughline/query/problems/problems.properties";

    private final Map<String, Text> byCode = new TreeMap<>();

    ProblemTexts() {
        try {
            for (var file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
                read(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The explanations of problems cannot be read", e);
        }
        for (var problem : Problem.values()) {
            byCode.put(problem.code(), Text.of(problem));
        }
    }

    private void read(Resource file) throws IOException {
        var lines = new Properties();
        try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
            lines.load(reader);
        }
        lines.forEach((code, line) -> {
            var parts = ((String) line).split("\\s*\\|\\s*", 2);
            byCode.put((String) code, new Text((String) code, parts[0], parts.length > 1 ? parts[1] : ""));
        });
    }

    /** One explanation. */
    record Text(String code, String title, String whatToDo) {
        static Text of(Problem problem) {
            return new Text(problem.code(), problem.title(), problem.whatToDo());
        }
    }

    Optional<Text> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    Collection<Text> all() {
        return byCode.values();
    }
}

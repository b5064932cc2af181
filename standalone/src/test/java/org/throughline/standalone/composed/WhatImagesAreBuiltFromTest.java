package org.throughline.standalone.composed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WhatImagesAreBuiltFromTest {
    private static final Path PROJECT = Path.of(System.getProperty("maven.multiModuleProjectDirectory", ".."));
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    @Test
    void has_every_module_that_maven_looks_for() throws IOException {
        var sent = Files.readAllLines(PROJECT.resolve(".dockerignore"));
        var modules = MODULE.matcher(Files.readString(PROJECT.resolve("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(modules)
                .contains("command-side", "query-side")
                .allSatisfy(
                        module -> assertThat(sent).as(module).containsAnyOf("!" + module, "!" + module + "/pom.xml"));
    }
}

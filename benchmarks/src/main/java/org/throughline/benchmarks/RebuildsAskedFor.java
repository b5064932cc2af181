package org.throughline.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.throughline.query.feed.Feed;

/** In the query side that is measured: rebuilds what is named on its standard input, as the page of operations would. */
final class RebuildsAskedFor {
    RebuildsAskedFor(Feed feed) {
        Thread.ofVirtual().name("rebuilds asked for").start(() -> listen(feed));
    }

    private static void listen(Feed feed) {
        try (var names = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var name = names.readLine(); name != null; name = names.readLine()) {
                var _ = feed.rebuild(name);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

package org.throughline.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.events.JourneyId;
import org.throughline.query.feed.Feed;
import org.throughline.query.replay.Replays;
import tools.jackson.databind.json.JsonMapper;

/**
 * In the query side that is measured: does what is asked on its standard input. {@code rebuild} and a read model rebuilds
 * it, as the page of operations would; {@code replay} and a journey tells how long that takes, and how long reading its rows.
 */
final class AskedFor {
    /** What an answer to {@code replay} begins with; two numbers of microseconds follow. */
    static final String REPLAYED = "replayed ";
    /** What it ends with. */
    static final String MICROSECONDS = " µs";

    private static final int TIMES = 200;

    private final Feed feed;
    private final Replays replays;
    private final JdbcClient record;
    private final JsonMapper json = JsonMapper.builder().build();

    AskedFor(Feed feed, Replays replays, @Qualifier("queryRecord") JdbcClient record) {
        this.feed = feed;
        this.replays = replays;
        this.record = record;
        Thread.ofPlatform().daemon().name("what is asked for").start(this::listen);
    }

    private void listen() {
        try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var words = line.split(" ", -1);
                switch (words[0]) {
                    case "rebuild" -> {
                        var _ = feed.rebuild(words[1]);
                    }
                    case "replay" -> System.out.println(replayed(UUID.fromString(words[1])));
                    default -> throw new IllegalArgumentException(line);
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Each time both, one after the other. */
    private String replayed(UUID journey) {
        var ours = new double[TIMES];
        var theirs = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            var began = System.nanoTime();
            var steps =
                    replays.now(new JourneyId(journey)).orElseThrow().steps().size();
            var between = System.nanoTime();
            var rows = read(journey);
            theirs[i] = (System.nanoTime() - between) / 1e3;
            ours[i] = (between - began) / 1e3;
            if (steps != rows) {
                throw new IllegalStateException(steps + " steps and " + rows + " rows");
            }
        }
        return REPLAYED + Finding.quantile(ours, 0.5) + " " + Finding.quantile(theirs, 0.5) + MICROSECONDS;
    }

    private int read(UUID journey) {
        return record.sql("""
                        select position, event_id, stream, sequence, name, revision, recorded_at, payload, metadata
                        from event where stream = ? order by sequence""")
                .param(journey)
                .query((row, _) -> {
                    for (int column = 1; column <= 7; column++) {
                        row.getObject(column);
                    }
                    row.getString(9);
                    return json.readTree(row.getString(8));
                })
                .list()
                .size();
    }
}

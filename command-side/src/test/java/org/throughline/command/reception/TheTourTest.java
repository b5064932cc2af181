package org.throughline.command.reception;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Goes the way of {@code docs/tour.http}, as far as it gives commands. */
@OverHttp
class TheTourTest {
    private static final Pattern COMMAND = Pattern.compile("(?m)^POST \\{\\{host}}/api/record(/\\S+)$");
    private static final Pattern TOKEN = Pattern.compile("(?m)^Authorization: Bearer \\{\\{(\\w+)}}$");
    private static final Pattern HEADER = Pattern.compile("(?m)^(If-Match|Idempotency-Key): (.+)$");
    private static final Pattern KEPT = Pattern.compile("global\\.set\\(\"(\\w+)\", response\\.body\\.(\\w+)\\)");
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{([$\\w.]+)}}");

    @Autowired
    private Client client;

    @Test
    void leads_through_a_whole_journey() throws IOException {
        var known = known();
        var statuses = new ArrayList<Integer>();
        for (var stop : Files.readString(Path.of("..", "docs", "tour.http")).split("(?m)^### ", -1)) {
            var command = COMMAND.matcher(stop);
            if (command.find()) {
                statuses.add(go(stop, command.group(1), known));
            }
        }
        assertThat(statuses).hasSize(13).endsWith(422);
        assertThat(statuses.subList(0, 12)).allMatch(status -> status == 201);
    }

    private int go(String stop, String path, Map<String, String> known) {
        var token = TOKEN.matcher(stop);
        assertThat(token.find()).as(stop).isTrue();
        var parts = stop.split("\\R\\R", 3);
        var headers = new ArrayList<String>();
        HEADER.matcher(parts[0])
                .results()
                .forEach(header -> headers.addAll(List.of(header.group(1), filled(header.group(2), known))));
        var answer = client.send(
                known.get(token.group(1)),
                filled(path, known),
                filled(parts[1], known),
                headers.toArray(String[]::new));
        KEPT.matcher(stop)
                .results()
                .forEach(kept ->
                        known.put(kept.group(1), String.valueOf(Client.<Object>read(answer, "$." + kept.group(2)))));
        return answer.getResponse().getStatus();
    }

    private Map<String, String> known() {
        var known = new HashMap<String, String>();
        var now = Instant.now();
        var ended = now.minus(Duration.ofMinutes(1));
        known.put("program", client.program());
        known.put("administrator", client.admin());
        known.put("clinician", client.clinician());
        known.put("supervisor", client.supervisor());
        known.put("$random.uuid", Client.someId());
        known.put("admitted", now.minus(Duration.ofHours(4)).toString());
        known.put("started", now.minus(Duration.ofHours(3)).toString());
        known.put("ended", ended.toString());
        known.put(
                "today",
                ended.atZone(ZoneId.of("America/New_York")).toLocalDate().toString());
        return known;
    }

    private static String filled(String text, Map<String, String> known) {
        return VARIABLE.matcher(text).replaceAll(variable -> {
            assertThat(known).containsKey(variable.group(1));
            return Matcher.quoteReplacement(known.getOrDefault(variable.group(1), ""));
        });
    }
}

package org.throughline.standalone.apart;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks, while nobody records, whether the record holds what was acknowledged, once each, and whether every read model is
 * what the record alone makes of it.
 */
final class Inspection {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Installation installation;
    private final long before;
    private final List<UUID> seen = new ArrayList<>();

    /**
     * Of an installation; what an inspection has seen must be there at the next.
     *
     * @param before the last position that others than its load recorded
     */
    Inspection(Installation installation, long before) {
        this.installation = installation;
        this.before = before;
    }

    /**
     * What was found.
     *
     * @param events how many the record holds
     * @param wrong what is not as it must be; nothing, if all is well
     */
    record Finding(long events, List<String> wrong) {}

    private record Event(long position, UUID id, String key, String entry, String recordedAt) {}

    /** Has the load pause, and looks. */
    Finding look() {
        installation.load().hold();
        try {
            return lookInSilence();
        } finally {
            installation.load().goOn();
        }
    }

    private Finding lookInSilence() {
        var wrong = new ArrayList<String>();
        var record = installation.asQuerySide(installation.network().postgres().recordUrl());
        var events = record.sql("""
                        select position, event_id, coalesce(metadata::json ->> 'key', '') as key, recorded_at,
                            coalesce(payload::json ->> 'entryId', '') as entry
                        from event order by position""")
                .query((row, _) -> new Event(
                        row.getLong("position"),
                        row.getObject("event_id", UUID.class),
                        row.getString("key"),
                        row.getString("entry"),
                        row.getString("recorded_at")))
                .list();
        order(events, wrong);
        commands(events, wrong);
        if (!wrong.isEmpty()) {
            return new Finding(events.size(), wrong);
        }
        readModels(events.size(), wrong);
        return new Finding(events.size(), wrong);
    }

    private void order(List<Event> events, List<String> wrong) {
        var before = "";
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            if (event.position != i + 1) {
                wrong.add("Position " + (i + 1) + " is missing or there twice");
                return;
            }
            if (event.recordedAt.compareTo(before) < 0) {
                wrong.add("At position " + event.position + " the time of recording runs backwards");
            }
            if (i < seen.size() && !seen.get(i).equals(event.id)) {
                wrong.add("At position " + event.position + " there is another event than before");
            }
            before = event.recordedAt;
        }
        if (events.size() < seen.size()) {
            wrong.add("There were " + seen.size() + " events, now there are " + events.size());
        }
        events.stream().skip(seen.size()).map(Event::id).forEach(seen::add);
    }

    private void commands(List<Event> events, List<String> wrong) {
        var load = installation.load();
        var acknowledged = load.acknowledged().entrySet().stream()
                .collect(Collectors.toMap(told -> hashed(told.getKey()), Map.Entry::getValue));
        var asked = load.asked().stream().map(Inspection::hashed).collect(Collectors.toSet());
        var theirs = events.stream().filter(event -> event.position > before).toList();
        var byKey = theirs.stream().collect(Collectors.groupingBy(Event::key, HashMap::new, Collectors.toList()));
        acknowledged.forEach((key, told) -> {
            var recorded = byKey.getOrDefault(key, List.of());
            if (recorded.stream().noneMatch(event -> event.position == told.position())) {
                wrong.add("Lost: " + told);
            }
        });
        byKey.forEach((key, recorded) -> {
            // each of these commands makes one event
            if (recorded.size() != 1) {
                wrong.add(
                        "Recorded " + recorded.size() + " times: what is at position " + recorded.getFirst().position);
            }
            if (!asked.contains(key)) {
                wrong.add("Nobody asked for what is at position " + recorded.getFirst().position);
            }
        });
        var entries = new HashSet<String>();
        events.stream()
                .map(Event::entry)
                .filter(entry -> !entry.isEmpty() && !entries.add(entry))
                .forEach(twice -> wrong.add("The entry " + twice + " is recorded twice"));
        acknowledged.values().stream()
                .filter(told -> told.entry() != null && !entries.contains(told.entry()))
                .forEach(told -> wrong.add("Lost entry: " + told));
    }

    private static String hashed(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readModels(long head, List<String> wrong) {
        var views = installation.asQuerySide(installation.network().postgres().viewsUrl());
        var sums = new Sums(views);
        try {
            await("read models reach position " + head).atMost(PATIENCE).until(() -> sums.position() == head);
            var live = sums.now();
            if (sums.deadLetters() != 0) {
                wrong.add(sums.deadLetters() + " events wait as dead letters");
            }
            replay(sums);
            var replayed = sums.now();
            different(live, replayed)
                    .forEach(table -> wrong.add(
                            table + " was " + live.get(table) + ", and a replay makes it " + replayed.get(table)));
            empty(views).forEach(table -> wrong.add(table + " is empty: comparing it says nothing"));
        } catch (ConditionTimeoutException late) {
            wrong.add(String.valueOf(late.getMessage()));
        }
    }

    private static Set<String> different(Map<String, String> live, Map<String, String> replayed) {
        var tables = new HashSet<>(live.keySet());
        tables.addAll(replayed.keySet());
        tables.removeIf(table -> live.getOrDefault(table, "").equals(replayed.get(table)));
        return tables;
    }

    private static List<String> empty(JdbcClient views) {
        return views.sql("select 'timeline.entry' where not exists (select from timeline.entry)")
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** Every read model is built from the first event on by one thread, and takes the place of the live one. */
    private void replay(Sums sums) {
        var before = sums.rebuilt();
        for (var model : Sums.READ_MODELS) {
            await(model + " is asked to be replayed").atMost(PATIENCE).until(() -> {
                var status = installation.asAdministrator("POST", "/api/operations/projections/" + model + "/rebuild");
                return status >= 200 && status < 300;
            });
        }
        await("every read model is replayed").atMost(PATIENCE).until(() -> {
            var now = sums.rebuilt();
            return Sums.READ_MODELS.stream()
                    .allMatch(model -> now.containsKey(model)
                            && !"running".equals(now.get(model))
                            && !now.get(model).equals(before.get(model)));
        });
    }
}

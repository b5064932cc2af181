package org.throughline.query.outcome;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.throughline.query.feed.Folding;
import org.throughline.query.feed.Rows;
import org.throughline.query.feed.Tables;

/** Keeps the {@link Bundle}s. Those who write to the same bundle at the same time wait for each other. */
final class Bundling implements Folding.Following<Facts, Bundling.Member> {
    private static final Rows.Columns BUNDLE = new Rows.Columns("bundle int", "members bytea", "counted bytea");
    // both in one order, so that nobody waits for who waits for them
    private static final String BEGIN = """
        insert into {bundle} (bundle, members, counted)
        select b, '', '' from unnest(?) b order by b on conflict do nothing
        """;
    private static final String HOLD =
            "select bundle, members, counted from {bundle} where bundle = any (?) order by bundle for update";
    private static final String KEEP = """
        update {bundle} b set members = r.members, counted = r.counted from {rows} where b.bundle = r.bundle
        """;
    private static final String END = "delete from {bundle} where bundle = any (?)";

    /** A journey in a bundle. */
    record Member(UUID patient, UUID journey, CountedJourney counted) {}

    @Override
    public Map<UUID, Member> of(UUID journey, Facts facts) {
        return Outcome.of(facts)
                .map(outcome -> Map.of(journey, new Member(outcome.patient(), journey, outcome.counted(facts))))
                .orElse(Map.of());
    }

    @Override
    public void write(List<Folding.Change<Member>> changes, Tables tables) throws SQLException {
        var numbers = new TreeSet<Integer>();
        for (var change : changes) {
            var before = change.before();
            if (before != null) {
                numbers.add(Bundle.of(before.patient()));
            }
            var after = change.after();
            if (after != null) {
                numbers.add(Bundle.of(after.patient()));
            }
        }
        var bundles = held(numbers, tables);
        for (var change : changes) {
            var before = change.before();
            if (before != null) {
                in(bundles, before).remove(before.patient(), before.journey());
            }
            var after = change.after();
            if (after != null) {
                in(bundles, after).put(after.patient(), after.journey(), after.counted());
            }
        }
        keep(bundles, tables);
    }

    private static Bundle in(Map<Integer, Bundle> bundles, Member member) {
        return Objects.requireNonNull(bundles.get(Bundle.of(member.patient())));
    }

    private static Map<Integer, Bundle> held(Set<Integer> numbers, Tables tables) throws SQLException {
        var bundles = new TreeMap<Integer, Bundle>();
        // one that was there may have become empty, and been taken away, while it was waited for
        for (var missing = new TreeSet<>(numbers); !missing.isEmpty(); missing.removeAll(bundles.keySet())) {
            tables.run(BEGIN, tables.numbers(missing));
            tables.query(
                    HOLD,
                    row -> bundles.put(row.getInt(1), Bundle.read(row.getBytes(2), row.getBytes(3))),
                    tables.numbers(missing));
        }
        return bundles;
    }

    private static void keep(Map<Integer, Bundle> bundles, Tables tables) throws SQLException {
        var kept = new Rows(BUNDLE);
        var empty = new ArrayList<Integer>();
        bundles.forEach((number, bundle) -> {
            if (bundle.isEmpty()) {
                empty.add(number);
            } else {
                kept.add(number, bundle.members(), bundle.counted());
            }
        });
        kept.run(tables, KEEP);
        if (!empty.isEmpty()) {
            tables.run(END, tables.numbers(empty));
        }
    }
}

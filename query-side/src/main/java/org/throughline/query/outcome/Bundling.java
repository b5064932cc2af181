package org.throughline.query.outcome;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.throughline.query.feed.Folding;
import org.throughline.query.feed.Rows;
import org.throughline.query.feed.Tables;

/**
 * Keeps the {@link Bundle}s. A bundle has journeys of several segments: whoever writes to bundles keeps all others away until
 * the transaction ends, so that nobody waits for who waits for them.
 */
final class Bundling implements Folding.Following<Facts, Bundling.Member> {
    private static final Rows.Columns BUNDLE = new Rows.Columns("bundle int", "members bytea", "counted bytea");
    private static final Rows.Columns COUNTED = new Rows.Columns("bundle int", "counted bytea");
    private static final String ALONE = "select pg_advisory_xact_lock(cast('{bundle}' as regclass)::oid::bigint)";
    private static final String LOAD = "select bundle, members, counted from {bundle} where bundle = any (?)";
    // an unchanged column stays where it is stored beside its row
    private static final String KEEP_COUNTED =
            "update {bundle} b set counted = r.counted from {rows} where b.bundle = r.bundle";
    private static final String END = "delete from {bundle} where bundle = any (?)";
    private static final String ALL = """
        select k.stream, k.facts from {journey} j join {kept} k on k.stream = j.journey
        order by (get_byte(uuid_send(j.patient), 14) & 127) * 256 + get_byte(uuid_send(j.patient), 15)
        """;
    private static final int AT_A_TIME = 1_000;

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
        var members = new HashMap<Integer, byte[]>();
        var bundles = load(numbers, tables, members);
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
        keep(bundles, members, tables);
    }

    private static Bundle in(Map<Integer, Bundle> bundles, Member member) {
        return Objects.requireNonNull(bundles.get(Bundle.of(member.patient())));
    }

    /** Bundles, empty ones if there are none; and whose they are. */
    private static Map<Integer, Bundle> load(Set<Integer> numbers, Tables tables, Map<Integer, byte[]> members)
            throws SQLException {
        // a statement of its own: what is read after it was waited for is what the others have left
        tables.query(ALONE, row -> row.getString(1));
        var bundles = new HashMap<Integer, Bundle>();
        numbers.forEach(number -> bundles.put(number, new Bundle()));
        tables.query(
                LOAD,
                row -> {
                    members.put(row.getInt(1), row.getBytes(2));
                    return bundles.put(row.getInt(1), Bundle.read(row.getBytes(2), row.getBytes(3)));
                },
                tables.numbers(numbers));
        return bundles;
    }

    private static void keep(Map<Integer, Bundle> bundles, Map<Integer, byte[]> known, Tables tables)
            throws SQLException {
        var whole = new Rows(BUNDLE);
        var counted = new Rows(COUNTED);
        var gone = new ArrayList<Integer>();
        bundles.forEach((number, bundle) -> {
            var before = known.get(number);
            var members = bundle.members();
            if (bundle.isEmpty()) {
                gone.add(number);
            } else if (Arrays.equals(before, members)) {
                counted.add(number, bundle.counted());
            } else {
                whole.add(number, members, bundle.counted());
            }
        });
        if (!gone.isEmpty()) {
            tables.run(END, tables.numbers(gone));
        }
        whole.put(tables, "bundle", 1, !known.isEmpty());
        counted.run(tables, KEEP_COUNTED);
    }

    @Override
    public void clear(Tables tables) {
        tables.run("delete from {bundle}");
    }

    @Override
    public boolean followsFromRows() {
        return true;
    }

    /** In the order of the bundles, so that each is written once. */
    @Override
    public void make(Tables tables, Function<byte[], Facts> reading) throws SQLException {
        var making = new Making(tables);
        tables.each(ALL, row -> {
            var journey = row.getObject(1, UUID.class);
            for (var member : of(journey, reading.apply(row.getBytes(2))).values()) {
                making.add(member);
            }
        });
        making.end();
    }

    /** Bundles that come one after the other. */
    private static final class Making {
        private final Tables tables;
        private Rows waiting = new Rows(BUNDLE);
        private Bundle bundle = new Bundle();
        private int number;
        private int count;

        Making(Tables tables) {
            this.tables = tables;
        }

        void add(Member member) throws SQLException {
            var next = Bundle.of(member.patient());
            if (next != number) {
                end(bundle);
                bundle = new Bundle();
                number = next;
            }
            bundle.put(member.patient(), member.journey(), member.counted());
        }

        private void end(Bundle whole) throws SQLException {
            if (!whole.isEmpty()) {
                waiting.add(number, whole.members(), whole.counted());
                count++;
            }
            if (count == AT_A_TIME) {
                write();
            }
        }

        void end() throws SQLException {
            end(bundle);
            write();
        }

        private void write() throws SQLException {
            if (!waiting.isEmpty()) {
                waiting.insertNew(tables, "bundle");
            }
            waiting = new Rows(BUNDLE);
            count = 0;
        }
    }
}

package org.throughline.query.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.throughline.query.QueryHouse;
import org.throughline.query.feed.Folding.Change;
import org.throughline.query.feed.Tables;
import org.throughline.query.outcome.Bundling.Member;
import org.throughline.query.outcome.CountedJourney.Observation;
import org.throughline.testing.Role;

class BundlingJourneysTest {
    private static final UUID PATIENT = new UUID(1, 1);
    /** Somebody else in the same bundle. */
    private static final UUID OTHER = IntStream.range(2, 1_000_000)
            .mapToObj(number -> new UUID(1, number))
            .filter(patient -> Bundle.of(patient) == Bundle.of(PATIENT))
            .findFirst()
            .orElseThrow();

    private final QueryHouse house = QueryHouse.fresh("bundling");
    private Connection views;

    @BeforeEach
    void make_a_table() throws SQLException {
        views = house.views(Role.OWNER).getConnection();
        try (var statement = views.createStatement()) {
            statement.execute("create schema bundles");
            statement.execute(
                    "create table bundles.bundle (bundle int primary key, members bytea not null, counted bytea not null)");
        }
    }

    @AfterEach
    void close() throws SQLException {
        views.close();
        house.close();
    }

    private static Member member(UUID patient, int number) {
        var chance = new Random(number);
        return new Member(
                patient,
                new UUID(2, number),
                new CountedJourney(
                        new UUID(3, chance.nextInt(3)),
                        chance.nextBoolean() ? "2.1" : "3.5",
                        "demonstration",
                        chance.nextBoolean() ? "{}" : "{\"treat\":\"1\"}",
                        maybe(chance, 3),
                        maybe(chance, 13),
                        maybe(chance, 8),
                        maybe(chance, 20),
                        chance.nextInt(-100_000, 100_000),
                        chance.nextInt(8),
                        maybe(chance, 4_000),
                        maybe(chance, 4_000),
                        chance.nextInt(4_000),
                        chance.nextInt(4_000),
                        List.of(Observation.values()).get(chance.nextInt(3)),
                        chance.nextInt(Integer.MAX_VALUE),
                        chance.nextBoolean(),
                        chance.nextBoolean(),
                        chance.nextBoolean()));
    }

    private static @Nullable Integer maybe(Random chance, int below) {
        return chance.nextInt(4) == 0 ? null : (Integer) chance.nextInt(below);
    }

    private static Change<Member> added(Member member) {
        return new Change<>(null, member);
    }

    private static Change<Member> gone(Member member) {
        return new Change<>(member, null);
    }

    private static void write(Connection connection, List<Change<Member>> changes) throws SQLException {
        var tables = new Tables(connection, "bundles");
        new Bundling().write(changes, tables);
        tables.flush();
    }

    private List<List<CountedJourney>> counted() throws SQLException {
        return new Tables(views, "bundles")
                .query("select counted from {bundle} order by bundle", row -> Bundle.journeys(row.getBytes(1))).stream()
                        .flatMap(Collection::stream)
                        .toList();
    }

    private List<String> rows() throws SQLException {
        return new Tables(views, "bundles")
                .query("select b::text from {bundle} b order by bundle", row -> row.getString(1));
    }

    @Test
    void keeps_what_is_counted_with_those_of_a_patient_together() throws SQLException {
        write(views, List.of(added(member(PATIENT, 1)), added(member(OTHER, 2)), added(member(PATIENT, 3))));

        assertThat(counted())
                .containsExactlyInAnyOrder(
                        List.of(member(PATIENT, 1).counted(), member(PATIENT, 3).counted()),
                        List.of(member(OTHER, 2).counted()));
    }

    @Test
    void comes_to_the_same_in_any_order_and_by_any_way() throws SQLException {
        var all = IntStream.range(0, 300)
                .mapToObj(number -> member(new UUID(1, number / 2), number))
                .toList();
        write(views, all.stream().map(BundlingJourneysTest::added).toList());
        var atOnce = rows();
        write(views, all.stream().map(BundlingJourneysTest::gone).toList());
        assertThat(rows()).isEmpty();

        var shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(7));
        for (var member : shuffled) {
            var elsewhere = member(new UUID(9, member.journey().getLeastSignificantBits()), 0);
            var before = new Member(elsewhere.patient(), member.journey(), elsewhere.counted());
            write(views, List.of(added(before)));
            write(views, List.of(new Change<>(before, member)));
        }
        assertThat(rows()).isEqualTo(atOnce);
    }

    @Test
    void waits_for_who_writes_to_the_same_bundle() throws Exception {
        write(views, List.of(added(member(PATIENT, 1))));
        var inTheMiddle = List.of(added(member(PATIENT, 2)));
        var meanwhile = List.of(added(member(OTHER, 3)));

        writeBeside(inTheMiddle, meanwhile);

        assertThat(counted())
                .hasSize(2)
                .anySatisfy(journeys -> assertThat(journeys).hasSize(2));
    }

    @Test
    void begins_a_bundle_again_that_became_empty_meanwhile() throws Exception {
        write(views, List.of(added(member(PATIENT, 1))));

        writeBeside(List.of(gone(member(PATIENT, 1))), List.of(added(member(OTHER, 2))));

        assertThat(counted()).containsExactly(List.of(member(OTHER, 2).counted()));
    }

    @Test
    void begins_a_bundle_together_with_somebody_else() throws Exception {
        writeBeside(List.of(added(member(PATIENT, 1))), List.of(added(member(OTHER, 2))));

        assertThat(counted()).hasSize(2);
    }

    /** One transaction stays open until the other waits for it. */
    private void writeBeside(List<Change<Member>> first, List<Change<Member>> second) throws Exception {
        try (var one = house.views(Role.OWNER).getConnection();
                var other = house.views(Role.OWNER).getConnection();
                var beside = Executors.newVirtualThreadPerTaskExecutor()) {
            one.setAutoCommit(false);
            other.setAutoCommit(false);
            write(one, first);
            Future<?> written = beside.submit(() -> {
                write(other, second);
                other.commit();
                return null;
            });
            Awaitility.await().until(() -> waiting() > 0);
            assertThat(written).isNotDone();
            one.commit();
            written.get();
        }
    }

    private long waiting() throws SQLException {
        return new Tables(views, "bundles")
                .query(
                        "select count(*) from pg_stat_activity where datname = current_database()"
                                + " and wait_event_type = 'Lock'",
                        row -> row.getLong(1))
                .getFirst();
    }
}

package org.throughline.query.outcomes;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.events.ProgramId;
import org.throughline.events.Source;
import org.throughline.query.outcome.Bundle;
import org.throughline.query.outcome.CountedJourney;
import org.throughline.query.outcomes.Tally.Size;

/**
 * Counts the read model {@code outcome}: goes through the bundles of its journeys, some at a time, and keeps only sums. What
 * comes over names neither a patient nor a journey.
 */
@Component
class Journeys {
    /** Bundles in memory at a time. */
    private static final int AT_A_TIME = 500;

    private static final Map<String, DataKind> KINDS =
            Arrays.stream(Source.values()).collect(Collectors.toUnmodifiableMap(Source::code, DataKind::of));

    private final JdbcClient views;
    private final JdbcTemplate bundles;
    private final TransactionTemplate snapshot;

    Journeys(@Qualifier("views") JdbcClient views, @Qualifier("viewsDataSource") DataSource viewsDataSource) {
        this.views = views;
        this.bundles = new JdbcTemplate(viewsDataSource);
        bundles.setFetchSize(AT_A_TIME);
        this.snapshot = new TransactionTemplate(new JdbcTransactionManager(viewsDataSource));
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * How far the record is counted.
     *
     * @param from everything up to here is counted
     * @param to nothing after here is
     */
    record Extent(long from, long to) {}

    /** A number of journeys of a program and a value. */
    record Counted(ProgramId program, String value, Sample.Count count) {}

    /**
     * What there is to be asked about.
     *
     * @param kinds how many journeys of each kind there are in each program, and, without a program, in all
     * @param values how many have each value that is compared by, by kind
     * @param attributes the attributes of a kind that few enough values are known of to compare by, in one program or all
     */
    record Survey(
            Map<DataKind, Map<@Nullable ProgramId, Size>> kinds,
            Map<DataKind, Map<String, Size>> values,
            Map<DataKind, List<String>> attributes) {
        /** How many journeys of a kind there are in a program, or in all. */
        Size size(DataKind kind, @Nullable ProgramId program) {
            var ofKind = kinds.get(kind);
            return ofKind == null ? Size.NOBODY : ofKind.getOrDefault(program, Size.NOBODY);
        }
    }

    /** Several questions of one moment: nothing changes between their answers. */
    <T> T atOneMoment(Supplier<T> questions) {
        return Objects.requireNonNull(snapshot.execute(_ -> questions.get()), "a question without an answer");
    }

    /** How far the record is counted. */
    Extent extent() {
        return views.sql("""
            select coalesce(min(position), 0), coalesce(max(position), 0)
            from feed.position where projection = 'outcome'\
            """)
                .query((row, ignored) -> new Extent(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** How many journeys wait, with all that is recorded of them later, because an event of theirs could not be taken. */
    long waiting() {
        return views.sql("select count(distinct stream) from feed.dead_letter where projection = 'outcome'")
                .query(Long.class)
                .single();
    }

    /** Hands over the journeys of each patient. */
    private void each(Consumer<List<CountedJourney>> patient) {
        bundles.query(
                connection -> {
                    var select = connection.prepareStatement("select counted from outcome.bundle");
                    // as bytes and not as digits
                    select.unwrap(PGStatement.class).setPrepareThreshold(-1);
                    return select;
                },
                (RowCallbackHandler) row -> Bundle.journeys(row.getBytes(1)).forEach(patient));
    }

    /** Goes through all journeys once. */
    Survey survey(Grouping grouping, @Nullable ProgramId program) {
        var surveying = new Surveying(grouping, program);
        each(surveying::add);
        return surveying.survey();
    }

    /**
     * What is known of the journeys of a selection, by group; groups that are not to be kept are put together.
     *
     * @param countedOn up to which day open journeys of a program are known to be open; of other programs it is the last
     *     day that anything is known of the patient
     */
    List<Counted> counts(Selection selection, @Nullable Set<String> kept, Map<ProgramId, LocalDate> countedOn) {
        var counting = new Counting(selection, kept, countedOn);
        each(counting::add);
        return counting.counts();
    }

    /** The kind that an admission through a door is of. */
    static DataKind kind(CountedJourney journey) {
        return Objects.requireNonNull(KINDS.get(journey.source()), journey::source);
    }
}

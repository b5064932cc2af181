package org.throughline.query.outcomes;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.session.autoconfigure.SessionAutoConfiguration;
import org.springframework.boot.session.jdbc.autoconfigure.JdbcSessionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.events.storage.EventCodec;
import org.throughline.events.storage.RecordedAt;
import org.throughline.events.storage.StoredEvent;
import org.throughline.query.feed.NodeClock;
import org.throughline.query.feed.Positions;
import org.throughline.query.feed.RecordLog;
import org.throughline.query.feed.RecordedEvent;
import org.throughline.query.outcome.Bundles;
import org.throughline.query.signin.Demonstration;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabase;
import org.throughline.testing.TestDatabases;
import tools.jackson.databind.json.JsonMapper;

/** The outcomes behind their doors, over read models that hold seeded journeys. Not for scanning: no configuration. */
@EnableAutoConfiguration(
        exclude = {
            DataSourceAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            SessionAutoConfiguration.class,
            JdbcSessionAutoConfiguration.class
        })
@EnableConfigurationProperties(Demonstration.class)
@ComponentScan({
    "org.throughline.query.signin",
    "org.throughline.query.problems",
    "org.throughline.query.page",
    "org.throughline.query.program",
    "org.throughline.query.outcome",
    "org.throughline.query.outcomes"
})
@PropertySource("classpath:org/throughline/query/query-side.properties")
class OutcomesOnly {
    static final long POSITION = 4711;

    @Bean(destroyMethod = "close")
    TestDatabase viewsDatabase() {
        return TestDatabases.fresh("outcomes", "outcomes", OutcomesOnly::prepare);
    }

    @Bean
    DataSource viewsDataSource(TestDatabase viewsDatabase) {
        return viewsDatabase.as(Role.QUERY);
    }

    @Bean
    JdbcClient views(@Qualifier("viewsDataSource") DataSource viewsDataSource) {
        return JdbcClient.create(viewsDataSource);
    }

    @Bean
    InstantSource queryClock() {
        return InstantSource.system();
    }

    @Bean
    NodeClock nodeClock() {
        return mock(NodeClock.class);
    }

    /** Nobody waits for anything here. */
    @Bean
    Positions positions() {
        return mock(Positions.class);
    }

    /** The last entry that is counted was recorded late in the evening, New York's time. */
    @Bean
    RecordLog recordLog() {
        var log = mock(RecordLog.class);
        var recorded =
                Seeded.ADMITTED.plusDays(Seeded.COUNTED_ON + 1).atTime(3, 0).toInstant(ZoneOffset.UTC);
        var stored = new StoredEvent(
                POSITION,
                UUID.randomUUID(),
                UUID.randomUUID(),
                0,
                "journey.enrolled",
                1,
                RecordedAt.text(recorded),
                "{}",
                "{}");
        when(log.at(POSITION)).thenReturn(Optional.of(new RecordedEvent(stored, EventCodec.ofHistory())));
        return log;
    }

    private static void prepare(TestDatabase database) {
        Flyway.configure()
                .dataSource(database.url(), database.ownerUser(), database.ownerPassword())
                .locations("classpath:db/views")
                .load()
                .migrate();
        var views = JdbcClient.create(database.as(Role.QUERY));
        readModel(database, "outcome");
        readModel(database, "program");
        views.sql("insert into feed.position (projection, segment, position) values ('outcome', 0, ?)")
                .param(POSITION)
                .update();
        var names = Map.of(
                Seeded.RIVERSIDE,
                "Riverside </script> & Sons",
                Seeded.HARBOUR,
                "Harbour",
                Seeded.STUDY,
                "Study",
                Seeded.EAST,
                "East",
                Seeded.WEST,
                "West",
                Seeded.AGAIN,
                "Again");
        names.forEach(
                (program, name) -> views.sql("""
                    insert into program.program (program, version, name, level_of_care, population, zone, published_at)
                    values (?, 0, ?, '2.1', 'adult', 'America/New_York', now())\
                    """).params(program.value(), name).update());
        var json = JsonMapper.builder().build();
        Bundles.fill(
                views,
                Seeded.journeys(600).stream()
                        .map(journey -> journey.counted(json))
                        .toList());
    }

    private static void readModel(TestDatabase database, String name) {
        try (var connection = database.as(Role.QUERY).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select feed.make_next_schema('" + name + "')");
            statement.execute("set search_path to " + name + "_next");
            statement.execute(new ClassPathResource("org/throughline/query/" + name + "/" + name + ".sql")
                    .getContentAsString(StandardCharsets.UTF_8));
            statement.execute("select feed.swap_schema('" + name + "')");
            statement.execute("insert into feed.read_model (projection, definition) values ('" + name + "', 'seeded')");
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.throughline.query;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.InstantSource;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.PropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.throughline.events.HistoryEvent;
import org.throughline.events.storage.EventCodec;
import org.throughline.query.feed.FeedSettings;
import org.throughline.query.feed.Unpooled;

/** The databases of the query side: the views, which it owns, and the record, which it reads. */
@Configuration
@EnableConfigurationProperties({QueryDatabases.Databases.class, FeedSettings.class})
@PropertySource("classpath:org/throughline/query/query-side.properties")
class QueryDatabases {

    /** Rows and their position are lost together, and come again from the record: no commit has to wait for the disk. */
    private static final Properties WITHOUT_THE_DISK = new Properties();

    static {
        WITHOUT_THE_DISK.setProperty("options", "-c synchronous_commit=off");
    }

    /**
     * Where the databases are: the keys that both sides share, unless this side has its own.
     *
     * @param owner who makes the tables; without a name they must be there
     */
    @ConfigurationProperties("throughline.query")
    record Databases(Login views, Login record, Keys keys, Owner owner) {
        record Login(
                String url,
                String username,
                String password,
                @DefaultValue("10") int connections) {
            @Override
            public String toString() {
                return "Login[" + username + "]";
            }
        }

        record Keys(
                String url,
                String username,
                String password,
                @DefaultValue("4") int connections,
                String master) {
            @Override
            public String toString() {
                return "Keys[" + username + "]";
            }
        }

        record Owner(String username, String password) {
            @Override
            public String toString() {
                return "Owner[" + username + "]";
            }
        }
    }

    /** The views, brought to the version that this program needs. */
    @Bean
    @Primary
    HikariDataSource viewsDataSource(Databases databases) {
        var owner = databases.owner();
        if (!owner.username().isEmpty()) {
            Flyway.configure()
                    .dataSource(databases.views().url(), owner.username(), owner.password())
                    .locations("classpath:db/views")
                    .load()
                    .migrate();
        }
        var views = databases.views();
        var config = config("views", views.url(), views.username(), views.password(), views.connections());
        config.getDataSourceProperties().putAll(WITHOUT_THE_DISK);
        // measuring all journeys, and waiting for a read model that is swapped, may take a while
        config.addDataSourceProperty("socketTimeout", "60");
        return new HikariDataSource(config);
    }

    /** The record, to be read. */
    @Bean
    HikariDataSource queryRecordDataSource(Databases databases) {
        var login = databases.record();
        return pool("record, reading", login.url(), login.username(), login.password(), login.connections());
    }

    /** Connections to build read models on: only there a statement may take as long as it takes. */
    @Bean(defaultCandidate = false)
    Unpooled viewsRebuilding(Databases databases) {
        return direct(databases.views(), WITHOUT_THE_DISK);
    }

    /** Connections of their own for those who listen: they are held for as long as the program runs. */
    @Bean(defaultCandidate = false)
    Unpooled viewsListening(Databases databases) {
        return direct(databases.views(), new Properties());
    }

    /** The same for the record. */
    @Bean(defaultCandidate = false)
    Unpooled recordListening(Databases databases) {
        return direct(databases.record(), new Properties());
    }

    @Bean(defaultCandidate = false)
    JdbcClient views(@Qualifier("viewsDataSource") DataSource viewsDataSource) {
        return JdbcClient.create(viewsDataSource);
    }

    @Bean(defaultCandidate = false)
    JdbcClient queryRecord(@Qualifier("queryRecordDataSource") DataSource queryRecordDataSource) {
        return JdbcClient.create(queryRecordDataSource);
    }

    @Bean(defaultCandidate = false)
    EventCodec<HistoryEvent> queryCodec() {
        return EventCodec.ofHistory();
    }

    @Bean(defaultCandidate = false)
    InstantSource queryClock() {
        return InstantSource.system();
    }

    static HikariDataSource pool(String name, String url, String username, String password, int connections) {
        return new HikariDataSource(config(name, url, username, password, connections));
    }

    private static HikariConfig config(String name, String url, String username, String password, int connections) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setUsername(username);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        // the databases may come up later than this program
        config.setInitializationFailTimeout(-1);
        // somebody who waits for a page is better told to come again
        config.setConnectionTimeout(5_000);
        // a network that swallows everything must not hold anybody for ever
        config.addDataSourceProperty("socketTimeout", "30");
        protect(config.getDataSourceProperties());
        return config;
    }

    private static Unpooled direct(Databases.Login login, Properties more) {
        var properties = new Properties();
        properties.putAll(more);
        protect(properties);
        var source = new DriverManagerDataSource(login.url(), login.username(), login.password());
        source.setConnectionProperties(properties);
        return new Unpooled(source);
    }

    private static void protect(Properties properties) {
        // a refused row must not reach a log through an error message
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("tcpKeepAlive", "true");
    }
}

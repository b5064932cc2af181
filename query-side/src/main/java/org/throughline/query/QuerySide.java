package org.throughline.query;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.PropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.throughline.events.HistoryEvent;
import org.throughline.events.privacy.JdbcKeyStore;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.storage.EventCodec;
import org.throughline.query.feed.FeedSettings;
import org.throughline.query.signin.Demonstration;

/** The query side as a whole: import it to have projections, read models and pages. */
@Configuration
// full names, so that both sides can live in one application
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@EnableConfigurationProperties({QuerySide.Databases.class, FeedSettings.class, Demonstration.class})
@PropertySource("classpath:org/throughline/query/query-side.properties")
public class QuerySide {

    /**
     * Where the databases are.
     *
     * @param owner who makes the tables; without it they must be there
     */
    @ConfigurationProperties("throughline")
    record Databases(
            Login views, Login record, Keys keys, @Nullable Owner owner) {
        record Login(
                String url,
                String username,
                String password,
                @DefaultValue("10") int connections) {}

        record Keys(
                String url,
                String username,
                String password,
                @DefaultValue("4") int connections,
                String master) {}

        record Owner(String username, String password) {}
    }

    /** The views, brought to the version that this program needs. */
    @Bean
    @Primary
    HikariDataSource viewsDataSource(Databases databases) {
        var owner = databases.owner();
        if (owner != null) {
            Flyway.configure()
                    .dataSource(databases.views().url(), owner.username(), owner.password())
                    .locations("classpath:db/views")
                    .load()
                    .migrate();
        }
        var views = databases.views();
        return pool("views", views.url(), views.username(), views.password(), views.connections());
    }

    /** The record, to be read. */
    @Bean
    HikariDataSource queryRecordDataSource(Databases databases) {
        var login = databases.record();
        return pool("record, reading", login.url(), login.username(), login.password(), login.connections());
    }

    /** The key store, to be read. */
    @Bean
    HikariDataSource queryKeysDataSource(Databases databases) {
        var login = databases.keys();
        return pool("keys, reading", login.url(), login.username(), login.password(), login.connections());
    }

    /** Connections of their own for those who listen: they are held for as long as the program runs. */
    @Bean(defaultCandidate = false)
    DataSource viewsListening(Databases databases) {
        return direct(databases.views());
    }

    /** The same for the record. */
    @Bean(defaultCandidate = false)
    DataSource recordListening(Databases databases) {
        return direct(databases.record());
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

    @Bean(defaultCandidate = false)
    KeyStore queryKeyStore(
            @Qualifier("queryKeysDataSource") DataSource queryKeysDataSource,
            Databases databases,
            @Qualifier("queryClock") InstantSource queryClock)
            throws GeneralSecurityException {
        AeadConfig.register();
        var master = TinkJsonProtoKeysetFormat.parseKeyset(databases.keys().master(), InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
        return new JdbcKeyStore(queryKeysDataSource, master, queryClock);
    }

    private static HikariDataSource pool(String name, String url, String username, String password, int connections) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setUsername(username);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        // the databases may come up later than this program
        config.setInitializationFailTimeout(-1);
        protect(config.getDataSourceProperties());
        return new HikariDataSource(config);
    }

    private static DataSource direct(Databases.Login login) {
        var properties = new Properties();
        protect(properties);
        var source = new DriverManagerDataSource(login.url(), login.username(), login.password());
        source.setConnectionProperties(properties);
        return source;
    }

    private static void protect(Properties properties) {
        // a refused row must not reach a log through an error message
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("tcpKeepAlive", "true");
    }
}

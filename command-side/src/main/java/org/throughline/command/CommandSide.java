package org.throughline.command;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.throughline.command.journey.JourneyWiring;
import org.throughline.command.patient.KeyDestruction;
import org.throughline.command.patient.PatientWiring;
import org.throughline.command.program.ProgramWiring;
import org.throughline.command.record.JdbcRecordLog;
import org.throughline.command.record.NodeClock;
import org.throughline.command.record.RecordLog;
import org.throughline.command.record.Streams;
import org.throughline.command.session.SessionWiring;
import org.throughline.command.submission.AxonCommandDesk;
import org.throughline.command.submission.CommandDesk;
import org.throughline.command.submission.Wiring;
import org.throughline.command.trace.Steps;
import org.throughline.events.HistoryEvent;
import org.throughline.events.privacy.JdbcKeyStore;
import org.throughline.events.privacy.KeyStore;
import org.throughline.events.storage.EventCodec;

/** The command side as a whole: import it to have commands judged and recorded. */
@Configuration
@ComponentScan
@EnableScheduling
@EnableConfigurationProperties(CommandSide.Logins.class)
public class CommandSide {
    /**
     * How a connection to the record plans: an index answers all that is asked while commands wait, also where a plan was
     * made for a record still small; and planning an append anew takes longer than the append.
     */
    public static final String PLANNED_ONCE = "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan";

    static {
        // Axon asks its maker for updates unless told otherwise before its first class is used
        System.setProperty("axoniq.update-checker.disabled", "true");
    }

    /**
     * Where the databases are.
     *
     * @param command what this side logs in as, where another side in the same process logs in otherwise
     * @param owner who makes the tables; without it they must be there
     */
    @ConfigurationProperties("throughline")
    record Logins(
            Place record,
            Keys keys,
            @Nullable Login command,
            @Nullable Login owner) {
        record Place(
                String url,
                @Nullable String username,
                @Nullable String password,
                @DefaultValue("10") int connections) {
            @Override
            public String toString() {
                return "Place[" + username + "]";
            }
        }

        record Keys(
                String url,
                @Nullable String username,
                @Nullable String password,
                @DefaultValue("4") int connections,
                String master) {
            @Override
            public String toString() {
                return "Keys[" + username + "]";
            }
        }

        record Login(String username, String password) {
            @Override
            public String toString() {
                return "Login[" + username + "]";
            }
        }
    }

    /** The record, with its tables up to date. */
    @Bean
    HikariDataSource commandRecordDataSource(Logins logins) {
        var record = logins.record();
        if (logins.owner() != null) {
            Databases.migrateRecord(asOwner(record.url(), logins.owner()));
        }
        var config = pool(
                "record, writing", record.url(), record.username(), record.password(), record.connections(), logins);
        config.addDataSourceProperty("options", PLANNED_ONCE);
        return new HikariDataSource(config);
    }

    /** The key store, with its tables up to date. */
    @Bean
    HikariDataSource commandKeysDataSource(Logins logins) {
        var keys = logins.keys();
        if (logins.owner() != null) {
            Databases.migrateKeys(asOwner(keys.url(), logins.owner()));
        }
        return new HikariDataSource(
                pool("keys, writing", keys.url(), keys.username(), keys.password(), keys.connections(), logins));
    }

    @Bean(defaultCandidate = false)
    InstantSource commandClock(NodeClock clock) {
        return clock;
    }

    @Bean(defaultCandidate = false)
    KeyStore commandKeyStore(@Qualifier("commandKeysDataSource") DataSource database, Logins logins)
            throws GeneralSecurityException {
        return keyStore(database, logins.keys().master());
    }

    /** A key store whose keys are wrapped by the master key in a keyset, as Tink's JSON. */
    static KeyStore keyStore(DataSource database, String keyset) throws GeneralSecurityException {
        AeadConfig.register();
        var master = TinkJsonProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
        return new JdbcKeyStore(database, master);
    }

    @Bean(defaultCandidate = false)
    EventCodec<HistoryEvent> commandCodec() {
        return EventCodec.ofHistory();
    }

    @Bean
    RecordLog recordLog(@Qualifier("commandRecordDataSource") DataSource database, Steps steps) {
        return new JdbcRecordLog(database, steps);
    }

    @Bean
    CommandDesk commandDesk(
            RecordLog log,
            @Qualifier("commandCodec") EventCodec<HistoryEvent> codec,
            @Qualifier("commandKeyStore") KeyStore keys,
            KeyDestruction destruction,
            Steps steps) {
        var desk = AxonCommandDesk.on(log, codec, keys, wirings(new Streams(log, codec), destruction));
        return submission -> steps.command(submission.command().getClass(), () -> desk.submit(submission));
    }

    /** Every kind of stream that commands can be for. */
    public static List<Wiring<?>> wirings(Streams streams, KeyDestruction destruction) {
        return List.of(
                PatientWiring.wiring(streams, destruction),
                ProgramWiring.wiring(),
                SessionWiring.wiring(streams),
                JourneyWiring.wiring(streams));
    }

    private static DataSource asOwner(String url, Logins.Login owner) {
        return new DriverManagerDataSource(url, owner.username(), owner.password());
    }

    private static HikariConfig pool(
            String name,
            String url,
            @Nullable String username,
            @Nullable String password,
            int connections,
            Logins logins) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        var own = logins.command();
        config.setUsername(own == null ? username : own.username());
        config.setPassword(own == null ? password : own.password());
        config.setMaximumPoolSize(connections);
        // the databases may come up later than this program
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(5_000);
        // a refused row must not reach a log through an error message
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // a network that swallows everything must not hold anybody for ever
        config.addDataSourceProperty("socketTimeout", "30");
        return config;
    }
}

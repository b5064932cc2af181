package org.throughline.command;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.throughline.command.patient.LostKeys;
import org.throughline.command.problems.ProblemWriter;
import org.throughline.command.record.JdbcRecordLog;
import org.throughline.command.signin.NodeDoors;
import org.throughline.command.signin.SessionsByTheDatabasesTime;
import org.throughline.command.trace.NodeTraces;
import org.throughline.events.storage.EventCodec;

/**
 * The command side as a program of its own, of which any number can run on the same databases. Where they are comes from
 * the environment; what it may do there is its login's. It makes no tables, except when it is started only for that.
 */
// no configuration class, so that an application that holds both sides does not find it
@EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
public final class CommandNode {
    private static final String PREPARE = "--prepare";
    private static final String NEW_MASTER_KEY = "--new-master-key";
    private static final String ACCEPT_LOST_KEYS = "--accept-lost-keys";

    /**
     * Runs until it is stopped, unless an argument asks for less.
     *
     * @param arguments {@code --prepare} brings the tables of the record and of the key store up to date, as their owner;
     *     {@code --new-master-key} tells a fresh key to wrap the patients' keys with; {@code --accept-lost-keys} gives new
     *     keys to patients whose key a restored key store does not have
     */
    public static void main(String... arguments) {
        // the framework asks for news of itself on the internet, unless it is told not to
        System.setProperty("axoniq.update-checker.disabled", "true");
        if (List.of(arguments).contains(NEW_MASTER_KEY)) {
            System.out.println(newMasterKey());
        } else if (List.of(arguments).contains(ACCEPT_LOST_KEYS)) {
            System.out.println(acceptLostKeys(Binder.get(new StandardEnvironment())) + " patients got a new key.");
        } else if (List.of(arguments).contains(PREPARE)) {
            prepare(Binder.get(new StandardEnvironment()));
        } else {
            new SpringApplicationBuilder(CommandNode.class, CommandSide.class)
                    .bannerMode(Banner.Mode.OFF)
                    .initializers(NodeTraces::join)
                    .properties(usual())
                    .run(arguments);
        }
    }

    private static Map<String, Object> usual() {
        return Map.ofEntries(
                Map.entry("spring.application.name", "command-side"),
                Map.entry("spring.main.log-startup-info", false),
                Map.entry("logging.structured.format.console", "ecs"),
                // a caller's own notes are not carried on
                Map.entry("management.tracing.baggage.enabled", false),
                Map.entry("spring.flyway.enabled", false),
                Map.entry("spring.session.jdbc.initialize-schema", "never"),
                Map.entry("server.shutdown", "graceful"),
                Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "20s"),
                // the proxy before it says who asks and how; nobody else reaches it
                Map.entry("server.forward-headers-strategy", "framework"),
                // each costs memory, and who comes on top of them waits outside
                Map.entry("server.tomcat.max-connections", 2_000),
                // with a short queue a crowd cannot even connect, so nobody could tell them to come again
                Map.entry("server.tomcat.accept-count", 1_000),
                // the session that the query side opened
                Map.entry("server.servlet.session.cookie.name", "THROUGHLINE"),
                Map.entry("server.servlet.session.cookie.http-only", true),
                Map.entry("server.servlet.session.cookie.same-site", "strict"),
                Map.entry("server.servlet.session.timeout", "8h"),
                Map.entry("springdoc.api-docs.enabled", true),
                Map.entry("management.endpoint.health.probes.enabled", true),
                Map.entry("management.endpoint.health.group.readiness.include", "readinessState,recordingClock"),
                Map.entry("management.endpoints.web.exposure.include", "health,prometheus"));
    }

    private static void prepare(Binder settings) {
        Databases.migrateRecord(asOwner(settings, "throughline.record.url"));
        Databases.migrateKeys(asOwner(settings, "throughline.keys.url"));
    }

    private static int acceptLostKeys(Binder settings) {
        try (var record = itself(settings, "record");
                var keys = itself(settings, "keys")) {
            return LostKeys.accept(
                    new JdbcRecordLog(record),
                    EventCodec.ofHistory(),
                    CommandSide.keyStore(keys, wanted(settings, "throughline.keys.master")));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The master key cannot be used", e);
        }
    }

    private static SingleConnectionDataSource itself(Binder settings, String database) {
        return new SingleConnectionDataSource(
                wanted(settings, "throughline." + database + ".url"),
                wanted(settings, "throughline." + database + ".username"),
                wanted(settings, "throughline." + database + ".password"),
                true);
    }

    private static DriverManagerDataSource asOwner(Binder settings, String url) {
        return new DriverManagerDataSource(
                wanted(settings, url),
                wanted(settings, "throughline.owner.username"),
                wanted(settings, "throughline.owner.password"));
    }

    private static String wanted(Binder settings, String name) {
        return settings.bind(name, String.class)
                .orElseThrow(() -> new IllegalStateException("The setting " + name + " is missing."));
    }

    private static String newMasterKey() {
        try {
            AeadConfig.register();
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                            KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM),
                            InsecureSecretKeyAccess.get())
                    .replaceAll("\\s", "");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No key can be made here", e);
        }
    }

    /** Who is signed in: the sessions that both sides share. */
    @Bean
    @Primary
    HikariDataSource signInSessions(Environment environment) {
        var config = new HikariConfig();
        config.setPoolName("sessions");
        config.setJdbcUrl(environment.getRequiredProperty("throughline.views.url"));
        config.setUsername(environment.getRequiredProperty("throughline.views.username"));
        config.setPassword(environment.getRequiredProperty("throughline.views.password"));
        config.setMaximumPoolSize(environment.getProperty("throughline.views.connections", Integer.class, 5));
        // the databases may come up later than this program
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(5_000);
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("socketTimeout", "30");
        return new HikariDataSource(config);
    }

    /** A request is observed as a whole: to observe each step of its gate takes longer than the step, and tells no more. */
    @Bean
    static SecurityObservationSettings gateUnobserved() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionsByTheDatabasesTime() {
        return SessionsByTheDatabasesTime::in;
    }

    /** What is not recorded with is closed, but for the description of it and the health of this program. */
    @Bean
    @Order(2)
    SecurityFilterChain beside(
            HttpSecurity http, Environment environment, ObjectProvider<JwtDecoder> tokens, ProblemWriter problems) {
        return NodeDoors.beside(http, environment, tokens, problems);
    }
}

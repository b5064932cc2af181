package org.throughline.command.reception;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyTemplates;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.session.autoconfigure.SessionAutoConfiguration;
import org.springframework.boot.session.jdbc.autoconfigure.JdbcSessionAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.throughline.command.CommandSide;
import org.throughline.command.Databases;
import org.throughline.command.record.Records;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabases;

/** The command side alone, as an application on databases of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            DataSourceAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            SessionAutoConfiguration.class,
            JdbcSessionAutoConfiguration.class
        })
@Import({CommandSide.class, Client.class})
public class CommandHouse {
    /** What this house's tokens are signed with. */
    public static final String TOKEN_SECRET = "a-secret-of-thirty-two-bytes-or-more";

    /** How long a file for an import may be, in bytes. */
    public static final int LARGEST_FILE = 1024 * 1024;

    /** Fresh databases; the application lives as long as the tests, and so do they. */
    public static final class OnFreshDatabases
            implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext application) {
            var record = Records.fresh();
            var keys = TestDatabases.fresh(
                    "keys", "command-side keys", template -> Databases.migrateKeys(template.as(Role.OWNER)));
            var settings = Map.<String, Object>ofEntries(
                    Map.entry("throughline.record.url", record.url()),
                    Map.entry("throughline.record.username", record.commandUser()),
                    Map.entry("throughline.record.password", record.commandPassword()),
                    Map.entry("throughline.keys.url", keys.url()),
                    Map.entry("throughline.keys.username", keys.commandUser()),
                    Map.entry("throughline.keys.password", keys.commandPassword()),
                    Map.entry("throughline.keys.master", master()),
                    Map.entry("throughline.imports.folder", folder().toString()),
                    Map.entry("throughline.imports.largest-file", LARGEST_FILE + "B"),
                    Map.entry("throughline.demonstration.token-secret", TOKEN_SECRET));
            application.getEnvironment().getPropertySources().addFirst(new MapPropertySource("house", settings));
        }

        private static Path folder() {
            try {
                return Files.createTempDirectory("throughline-imports");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String master() {
            try {
                AeadConfig.register();
                return TinkJsonProtoKeysetFormat.serializeKeyset(
                        KeysetHandle.generateNew(KeyTemplates.get("AES256_GCM")), InsecureSecretKeyAccess.get());
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}

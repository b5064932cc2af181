package org.throughline.query;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.security.GeneralSecurityException;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.throughline.events.privacy.JdbcKeyStore;
import org.throughline.events.privacy.KeyStore;
import org.throughline.query.QueryDatabases.Databases;
import org.throughline.query.feed.Erasures;

/** The key store, which the query side only reads, and never past an order to destroy a key. */
@Configuration
class QueryKeys {

    /** The key store, to be read. */
    @Bean
    HikariDataSource queryKeysDataSource(Databases databases) {
        var login = databases.keys();
        return QueryDatabases.pool(
                "keys, reading", login.url(), login.username(), login.password(), login.connections());
    }

    @Bean(defaultCandidate = false)
    KeyStore queryKeyStore(
            @Qualifier("queryKeysDataSource") DataSource queryKeysDataSource, Databases databases, Erasures erasures)
            throws GeneralSecurityException {
        AeadConfig.register();
        var master = TinkJsonProtoKeysetFormat.parseKeyset(databases.keys().master(), InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
        return new ObedientKeys(new JdbcKeyStore(queryKeysDataSource, master), erasures);
    }
}

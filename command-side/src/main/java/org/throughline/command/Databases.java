package org.throughline.command;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables that command-side lives on. Only their owner may migrate; the application's own login cannot. */
public final class Databases {
    private Databases() {}

    /** Brings the record's tables up to date. */
    public static void migrateRecord(DataSource asOwner) {
        migrate(asOwner, "classpath:db/record");
    }

    /** Brings the key store's tables up to date. */
    public static void migrateKeys(DataSource asOwner) {
        migrate(asOwner, "classpath:db/keys");
    }

    private static void migrate(DataSource asOwner, String location) {
        Flyway.configure().dataSource(asOwner).locations(location).load().migrate();
    }
}

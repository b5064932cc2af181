package org.throughline.standalone.postgres;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** How the server runs, written at every start so that an older start's settings never live on. */
final class ServerSettings {
    private static final int LEAST_SHARED = 128;
    private static final int MOST_SHARED = 2_048;

    private ServerSettings() {}

    static void write(Path pgdata, int port) throws IOException {
        // read after postgresql.conf, where initdb keeps what it found out about the machine
        PrivateFiles.write(pgdata.resolve("postgresql.auto.conf"), """
                # Written by Throughline at every start: changes here are lost.
                cluster_name = 'throughline'

                # this machine only, and nobody without a password
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'
                # every password has 256 bits of chance: making each guess slow would only make connecting slow
                scram_iterations = 1

                # what was acknowledged survives a power cut
                fsync = on
                synchronous_commit = on
                full_page_writes = on

                max_connections = 100
                # an eighth of the machine's memory, so that read models stay in it while they are gone through
                shared_buffers = '%dMB'
                timezone = 'UTC'

                # rows and statements may hold personal data: the log tells of errors without them
                log_timezone = 'UTC'
                log_error_verbosity = terse
                log_min_error_statement = panic
                log_parameter_max_length_on_error = 0
                """.formatted(port, sharedMegabytes()));
        PrivateFiles.write(pgdata.resolve("pg_hba.conf"), """
                # Written by Throughline at every start: changes here are lost.
                host  all  all  127.0.0.1/32  scram-sha-256
                """);
    }

    private static long sharedMegabytes() {
        var machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return Math.clamp((machine.getTotalMemorySize() / 8) >> 20, LEAST_SHARED, MOST_SHARED);
    }
}

package org.throughline.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@Order(4)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Unpacked.SERVERS)
class StartingTheServerTest {

    @TempDir
    Path temporary;

    private final List<String> said = new ArrayList<>();

    @Test
    void makes_everything_and_finds_it_again() throws SQLException, IOException {
        var data = temporary.resolve("deep folder").resolve("data");
        String secrets;
        String keyset;
        try (var server = start(data)) {
            proveThatItIsDurable(server);
            proveThatRolesAndDatabasesAreThere(server);
            proveThatItIsPrivate(server.data());
            Sql.execute(server.recordUrl(), server.owner(), "create table kept as select 42 as a");
            secrets = Files.readString(server.data().resolve("secrets.properties"));
            keyset = server.masterKeyset();
        }
        assertThat(data.resolve("pgdata/postmaster.pid")).doesNotExist();
        try (var again = start(data)) {
            assertThat(Sql.answer(again.recordUrl(), again.owner(), "select a from kept"))
                    .isEqualTo("42");
            assertThat(again.data().resolve("secrets.properties")).hasContent(secrets);
            assertThat(again.masterKeyset()).isEqualTo(keyset);
        }
        assertThat(said).isEmpty();
    }

    @Test
    void goes_on_where_a_killed_first_start_ended() throws SQLException, IOException {
        var data = temporary.resolve("data");
        Files.createDirectories(data.resolve("pgdata.new/base"));
        Files.createDirectories(data.resolve("unpacking/bin"));
        Files.writeString(data.resolve("pgdata.new/PG_VERSION"), "1");
        Files.createFile(data.resolve(DataFolder.LOCK));
        Files.createDirectories(data.resolve("postgresql-of-an-older-throughline/bin"));
        try (var server = start(data)) {
            assertThat(Sql.answer(server.viewsUrl(), server.query(), "select 'yes'"))
                    .isEqualTo("yes");
        }
        assertThat(data.resolve("pgdata.new")).doesNotExist();
        assertThat(data.resolve("unpacking")).doesNotExist();
        assertThat(data.resolve("postgresql-of-an-older-throughline")).doesNotExist();
    }

    @Test
    void is_not_misled_by_a_process_that_got_the_old_number() throws SQLException, IOException {
        var data = Unpacked.into(temporary.resolve("data"));
        start(data).close();
        var note = data.resolve("pgdata/postmaster.pid");
        Files.writeString(
                note,
                ProcessHandle.current().pid() + "\n" + data.resolve("pgdata") + "\n1\n1\n\n127.0.0.1\n\nready   \n");
        try (var server = start(data)) {
            assertThat(Sql.answer(server.viewsUrl(), server.query(), "select 'yes'"))
                    .isEqualTo("yes");
            assertThat(said).isEmpty();
        }
    }

    @Test
    void closes_what_runs_on_it_before_it_stops() throws IOException {
        var server = start(Unpacked.into(temporary.resolve("data")));
        var order = new ArrayList<String>();
        server.beforeStop(() -> order.add("started first: " + ask(server)));
        server.beforeStop(() -> order.add("started last: " + ask(server)));
        server.close();
        server.close();
        assertThat(order).containsExactly("started last: still there", "started first: still there");
        assertThatThrownBy(() -> Sql.answer(server.viewsUrl(), server.query(), "select 1"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void makes_a_keyset_that_encrypts() throws GeneralSecurityException, IOException {
        try (var server = start(Unpacked.into(temporary.resolve("data")))) {
            AeadConfig.register();
            var aead = TinkJsonProtoKeysetFormat.parseKeyset(server.masterKeyset(), InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
            var plain = new byte[] {1, 2, 3};
            assertThat(aead.decrypt(aead.encrypt(plain, plain), plain)).isEqualTo(plain);
            assertThat(server.tokenSecret()).hasSize(43);
            assertThat(server.commandSideProperties())
                    .containsEntry("throughline.record.username", "throughline_command")
                    .containsEntry("throughline.keys.master", server.masterKeyset())
                    .containsKey("throughline.views.url");
            assertThat(server.querySideProperties()).containsEntry("throughline.keys.username", "throughline_query");
        }
    }

    private EmbeddedServer start(Path data) {
        return EmbeddedServer.start(data, EmbeddedServer.ANY_PORT, said::add);
    }

    private static String ask(EmbeddedServer server) {
        try {
            return Sql.answer(server.viewsUrl(), server.query(), "select 'still there'");
        } catch (SQLException e) {
            return e.toString();
        }
    }

    private static void proveThatItIsDurable(EmbeddedServer server) throws SQLException {
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
            assertThat(Sql.answer(server.recordUrl(), server.owner(), "show " + setting))
                    .as(setting)
                    .isEqualTo("on");
        }
        assertThat(Sql.answer(server.recordUrl(), server.owner(), "show server_version"))
                .startsWith(Cluster.MAJOR_VERSION);
    }

    private static void proveThatRolesAndDatabasesAreThere(EmbeddedServer server) throws SQLException {
        for (String url : List.of(server.recordUrl(), server.keysUrl(), server.viewsUrl())) {
            assertThat(Sql.answer(url, server.command(), "select current_user")).isEqualTo("throughline_command");
            assertThat(Sql.answer(url, server.query(), "select current_user")).isEqualTo("throughline_query");
            assertThat(Sql.answer(url, server.owner(), "select current_user")).isEqualTo("throughline_owner");
            assertThatThrownBy(() -> Sql.execute(url, server.command(), "create table mine (a int)"))
                    .hasMessageContaining("permission denied");
            assertThat(Sql.answer(
                            url,
                            server.owner(),
                            "select string_agg(rolname, ' ') from pg_roles where rolcanlogin and (rolsuper"
                                    + " or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)"))
                    .isEqualTo("postgres");
        }
    }

    private static void proveThatItIsPrivate(Path data) throws IOException {
        assertThat(permissions(data)).isEqualTo("rwx------");
        assertThat(permissions(data.resolve("pgdata"))).isEqualTo("rwx------");
        assertThat(permissions(data.resolve("secrets.properties"))).isEqualTo("rw-------");
        assertThat(permissions(data.resolve("postgres.log"))).isEqualTo("rw-------");
        assertThat(data.resolve("password.new")).doesNotExist();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}

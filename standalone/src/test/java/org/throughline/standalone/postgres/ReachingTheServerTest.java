package org.throughline.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Unpacked.SERVERS)
class ReachingTheServerTest {

    private static EmbeddedServer server;

    @BeforeAll
    static void start(@TempDir Path temporary) throws IOException {
        server = EmbeddedServer.start(Unpacked.into(temporary.resolve("data")), EmbeddedServer.ANY_PORT, _ -> {});
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void needs_the_password_of_each_role() {
        for (String user : List.of("postgres", "throughline_owner", "throughline_command", "throughline_query")) {
            for (String url : List.of(server.recordUrl(), server.recordUrl().replace("/record?", "/postgres?"))) {
                assertThatThrownBy(() -> Sql.connect(url, new Login(user, "")).close())
                        .as("%s without a password", user)
                        .hasMessageContaining("password");
                assertThatThrownBy(() ->
                                Sql.connect(url, new Login(user, "postgres")).close())
                        .as("%s with a wrong password", user)
                        .hasMessageContaining("password authentication failed");
            }
        }
        assertThat(List.of(
                        server.owner().password(),
                        server.command().password(),
                        server.query().password()))
                .doesNotHaveDuplicates()
                .allSatisfy(password -> assertThat(password).hasSizeGreaterThan(40));
    }

    @Test
    void happens_over_the_loopback_address_only() throws SQLException, SocketException {
        assertThat(Sql.answer(server.recordUrl(), server.owner(), "show listen_addresses"))
                .isEqualTo("127.0.0.1");
        var others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
        for (var address : others) {
            assertThatThrownBy(() -> {
                        try (var socket = new Socket()) {
                            socket.connect(new InetSocketAddress(address, server.port()), 1000);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void is_not_possible_through_a_socket_file() throws IOException {
        // its fifth line is the first folder of socket files
        assertThat(Files.readAllLines(server.data().resolve("pgdata/postmaster.pid"))
                        .get(4))
                .isEmpty();
        assertThat(server.data().resolve("pgdata/pg_hba.conf")).content().doesNotContain("local ");
    }

    @Test
    void leaves_no_rows_or_statements_in_log_or_message() throws SQLException, IOException {
        Sql.execute(
                server.viewsUrl(), server.owner(), "create table people (name text primary key check (name <> ''))");
        for (String sql : List.of(
                "insert into people values ('Anna Karenina')",
                "insert into people values ('Anna Karenina')",
                "insert into people select 'Anna Karenina' from nowhere")) {
            try {
                Sql.execute(server.viewsUrl(), server.owner(), sql);
            } catch (SQLException e) {
                assertThat(e.getMessage()).doesNotContain("Karenina");
            }
        }
        assertThat(Files.readString(server.data().resolve("postgres.log")))
                .contains("duplicate key value")
                .doesNotContain("Karenina");
    }
}

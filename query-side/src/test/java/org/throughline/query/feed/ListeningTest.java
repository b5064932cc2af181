package org.throughline.query.feed;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.throughline.testing.Role;
import org.throughline.testing.TestDatabases;

class ListeningTest {
    @Test
    void connects_again_when_the_network_swallows_everything() throws Exception {
        try (var database = TestDatabases.fresh("listening")) {
            var address = URI.create(database.url().substring("jdbc:".length()));
            try (var network = new SilentNetwork(address.getHost(), address.getPort())) {
                var url = "jdbc:postgresql://127.0.0.1:" + network.entrance() + address.getPath();
                var throughIt = new DriverManagerDataSource(url, Role.OWNER.user(), Role.OWNER.password());
                var heard = new Heard();
                try (var _ = new Listening(throughIt, "news", heard, Duration.ofMillis(20))) {
                    await().until(() -> heard.connections.get() == 1);
                    tell(database.as(Role.OWNER), "one");
                    await().until(() -> heard.news.contains("one"));

                    network.swallowEverything();
                    tell(database.as(Role.OWNER), "swallowed");
                    await().atMost(Duration.ofSeconds(20)).until(() -> heard.connections.get() == 2);
                    tell(database.as(Role.OWNER), "two");
                    await().until(() -> heard.news.contains("two"));
                }
            }
        }
    }

    private static void tell(DataSource database, String news) {
        JdbcClient.create(database)
                .sql("select pg_notify('news', ?)")
                .param(news)
                .query()
                .listOfRows();
    }

    private static final class Heard implements Listening.Ear {
        private final AtomicInteger connections = new AtomicInteger();
        private final Set<String> news = ConcurrentHashMap.newKeySet();

        @Override
        public void heard(String payload) {
            news.add(payload);
        }

        @Override
        public void connected() {
            connections.incrementAndGet();
        }

        @Override
        public void quiet() {}
    }
}

package org.throughline.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Databases for tests, on one PostgreSQL 18 a JVM, started by the first test that asks: in Docker where an engine answers,
 * from the embedded binaries elsewhere. {@code -Dthroughline.test.postgres=docker|embedded} decides otherwise.
 */
public final class TestDatabases {

    /** Room for the number within PostgreSQL's 63 characters of a name. */
    private static final int LONGEST_NAME = 50;

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Map<String, List<String>> TEMPLATES = new ConcurrentHashMap<>();

    private TestDatabases() {}

    /** Started by the first use. */
    private static final class Server {
        private static final TestServer ONE = TestServer.start();
    }

    /** An empty database, owned by {@link Role#OWNER}. */
    public static TestDatabase fresh(String name) {
        return create("template0", name);
    }

    /**
     * A database as the initializer leaves it. It runs once a JVM and key (migrate there), the copies are cheap; it must
     * close its connections.
     */
    public static TestDatabase fresh(String name, String key, Consumer<TestDatabase> initializer) {
        var template = templates(key, () -> {
            var database = fresh("template");
            initializer.accept(database);
            return List.of(database);
        });
        return copyOf(template.getFirst(), name);
    }

    static List<String> templates(String key, Supplier<List<TestDatabase>> make) {
        return TEMPLATES.computeIfAbsent(
                key,
                _ -> make.get().stream()
                        .peek(TestDatabase::disconnect)
                        .map(TestDatabase::name)
                        .toList());
    }

    static TestDatabase copyOf(String template, String name) {
        return create(template, name);
    }

    static void drop(TestServer server, String name) {
        server.run(List.of("drop database if exists \"" + name + "\" with (force)"));
    }

    private static TestDatabase create(String template, String name) {
        var plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        var unique = plain.substring(0, Math.min(LONGEST_NAME, plain.length())) + "_" + COUNT.incrementAndGet();
        var statements = new ArrayList<String>();
        // PostgreSQL's own collation: the same order of text on every machine
        statements.add("create database " + unique + " template " + template + " owner " + Role.OWNER.user()
                + " strategy file_copy encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'");
        statements.add("revoke all on database " + unique + " from public");
        statements.add("grant connect, temporary on database " + unique + " to " + Role.COMMAND.user() + ", "
                + Role.QUERY.user());
        Server.ONE.run(statements);
        return new TestDatabase(Server.ONE, unique);
    }
}

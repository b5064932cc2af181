package org.throughline.testing;

import java.util.List;
import java.util.function.Consumer;

/** The three databases of one Throughline: the record, the key store and the views. */
public record Trio(TestDatabase record, TestDatabase keys, TestDatabase views) implements AutoCloseable {

    /** Three empty databases. */
    public static Trio fresh(String name) {
        return new Trio(
                TestDatabases.fresh(name + "_record"),
                TestDatabases.fresh(name + "_keys"),
                TestDatabases.fresh(name + "_views"));
    }

    /**
     * Three databases as the initializer leaves them. It runs once a JVM and key, the copies are cheap; it must close its
     * connections.
     */
    public static Trio fresh(String name, String key, Consumer<Trio> initializer) {
        var templates = TestDatabases.templates(key, () -> {
            var trio = fresh("template");
            initializer.accept(trio);
            return List.of(trio.record(), trio.keys(), trio.views());
        });
        return new Trio(
                TestDatabases.copyOf(templates.get(0), name + "_record"),
                TestDatabases.copyOf(templates.get(1), name + "_keys"),
                TestDatabases.copyOf(templates.get(2), name + "_views"));
    }

    @Override
    public void close() {
        record.close();
        keys.close();
        views.close();
    }
}

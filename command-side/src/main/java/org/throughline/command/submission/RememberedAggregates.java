package org.throughline.command.submission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.axonframework.common.Registration;
import org.jspecify.annotations.Nullable;
import org.throughline.command.record.AppendContext;

/**
 * The aggregates used last, so that a stream is not read again for every command to it. What is remembered may be behind
 * the record when another node has recorded something: then the append is refused and the aggregate is forgotten. It may
 * be ahead of a record that was restored: so what is remembered of one life of the record is not found in another.
 */
final class RememberedAggregates implements org.axonframework.common.caching.Cache {
    private static final int AT_MOST = 2_000;
    private static final Duration UNUSED = Duration.ofMinutes(10);

    private record Remembered(String life, Object stream) {}

    private final Cache<Object, Object> entries =
            Caffeine.newBuilder().maximumSize(AT_MOST).expireAfterAccess(UNUSED).build();

    /** Whether a stream is remembered of that life. */
    boolean remembers(UUID stream, String life) {
        return entries.asMap().containsKey(new Remembered(life, stream.toString()));
    }

    /** Axon asks while the command is at work, never else. */
    private static Object now(Object stream) {
        var context = Objects.requireNonNull(AppendContext.current(), "aggregates are used by commands only");
        return new Remembered(context.life(), stream);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Axon's interface
    public <K, V> @Nullable V get(K key) {
        return (V) entries.getIfPresent(now(key));
    }

    @Override
    public void put(Object key, Object value) {
        entries.put(now(key), value);
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return entries.asMap().putIfAbsent(now(key), value) == null;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Axon's interface
    public <T> T computeIfAbsent(Object key, Supplier<T> supplier) {
        return (T) entries.get(now(key), ignored -> supplier.get());
    }

    @Override
    @SuppressWarnings("unchecked") // Axon's interface
    public <V> void computeIfPresent(Object key, UnaryOperator<V> update) {
        entries.asMap().computeIfPresent(now(key), (ignored, value) -> update.apply((V) value));
    }

    @Override
    public boolean remove(Object key) {
        return entries.asMap().remove(now(key)) != null;
    }

    @Override
    public void removeAll() {
        entries.invalidateAll();
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.asMap().containsKey(now(key));
    }

    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        // nobody is told: Axon registers none for aggregates
        return () -> true;
    }
}

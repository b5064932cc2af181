package org.throughline.query.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.throughline.query.feed.LiveUpdates.Subscription;
import org.throughline.query.feed.LiveUpdates.Update;

/**
 * Tells open pages that something has changed, by server-sent events. An event says only how far the record is read; the
 * page then asks for the part of it that has changed, and that reading is checked and recorded like any other. A stream
 * ends with the session that it was opened in.
 */
@Component
public class Streams implements SmartLifecycle, LogoutHandler {
    /** A comment this often finds out which pages have gone away. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);

    private static final Long ENDED = -1L;

    /** Then the browser comes back by itself and is asked again who it is. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private final ObjectProvider<SessionRepository<?>> sessions;
    private volatile boolean running;

    Streams(ObjectProvider<SessionRepository<?>> sessions) {
        this.sessions = sessions;
    }

    /** A stream to one page. */
    public SseEmitter open(Function<Consumer<Update>, Subscription> subscribe) {
        var session = session();
        var stream = new Stream(session, () -> signedIn(session));
        open.add(stream);
        stream.emitter.onCompletion(stream::end);
        stream.emitter.onError(ignored -> stream.end());
        stream.emitter.onTimeout(stream::end);
        stream.greet();
        var subscription = subscribe.apply(stream::tell);
        Thread.ofVirtual().name("page-stream").start(() -> {
            try (subscription) {
                stream.run();
            } finally {
                open.remove(stream);
            }
        });
        return stream.emitter;
    }

    /** Pages that are still open hear no more. */
    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        var session = request.getSession(false);
        if (session != null) {
            open.stream()
                    .filter(stream -> session.getId().equals(stream.session))
                    .forEach(Stream::end);
        }
    }

    private static @Nullable String session() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes asked) {
            var session = asked.getRequest().getSession(false);
            return session == null ? null : session.getId();
        }
        return null;
    }

    private boolean signedIn(@Nullable String session) {
        var repository = sessions.getIfAvailable();
        try {
            return session == null || repository == null || repository.findById(session) != null;
        } catch (DataAccessException silent) {
            // asked again at the next heartbeat
            return true;
        }
    }

    /** What has changed is told once, however often it changed while the page was slow. */
    private static final class Stream {
        private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private @Nullable Long news;
        private long told;
        private boolean ended;
        private final @Nullable String session;
        private final BooleanSupplier signedIn;
        private long asked = System.nanoTime();

        Stream(@Nullable String session, BooleanSupplier signedIn) {
            this.session = session;
            this.signedIn = signedIn;
        }

        void tell(Update update) {
            lock.lock();
            try {
                news = Math.max(update.position(), news == null ? 0 : news);
                changed.signal();
            } finally {
                lock.unlock();
            }
        }

        void end() {
            lock.lock();
            try {
                ended = true;
                changed.signal();
            } finally {
                lock.unlock();
            }
        }

        /** Answers with the request's own thread: two of them must not write the headers. */
        void greet() {
            try {
                emitter.send(SseEmitter.event().comment("open").reconnectTime(1000));
            } catch (IOException gone) {
                end();
            }
        }

        void run() {
            try {
                while (true) {
                    var position = awaitNews();
                    if (System.nanoTime() - asked >= HEARTBEAT.toNanos()) {
                        asked = System.nanoTime();
                        position = signedIn.getAsBoolean() ? position : ENDED;
                    }
                    if (position == null) {
                        emitter.send(SseEmitter.event().comment("still here"));
                    } else if (position < 0) {
                        emitter.complete();
                        return;
                    } else {
                        emitter.send(SseEmitter.event().name("changed").data(position));
                    }
                }
            } catch (IOException | IllegalStateException gone) {
                // the page was closed: the server has noticed, too, and ends the request
                end();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        /** How far the record is read now; null when nothing happened for a while, negative at the end. */
        private @Nullable Long awaitNews() throws InterruptedException {
            lock.lock();
            try {
                var left = HEARTBEAT.toNanos();
                while (news == null && !ended && left > 0) {
                    left = changed.awaitNanos(left);
                }
                if (ended) {
                    return ENDED;
                }
                if (news == null) {
                    return null;
                }
                // each read model tells how far it is itself: one that is behind must not seem to take anything back
                told = Math.max(told, news);
                news = null;
                return told;
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        open.forEach(Stream::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server waits for its last requests, which these would be for ever. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}

package org.throughline.testing;

import java.util.concurrent.locks.ReentrantLock;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Lets the applications of tests that run at the same time take turns at the beginning of their start: there each sets up
 * the logging of the whole JVM, which does not bear two who do so at once.
 */
public final class OneStartAtATime implements ApplicationListener<SpringApplicationEvent>, Ordered {
    private static final ReentrantLock BEGINNING = new ReentrantLock();

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        if (event instanceof ApplicationStartingEvent) {
            BEGINNING.lock();
        } else if ((event instanceof ApplicationPreparedEvent || event instanceof ApplicationFailedEvent)
                && BEGINNING.isHeldByCurrentThread()) {
            BEGINNING.unlock();
        }
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}

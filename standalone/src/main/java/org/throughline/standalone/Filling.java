package org.throughline.standalone;

import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;
import org.throughline.command.record.RecordLog;
import org.throughline.command.submission.CommandDesk;
import org.throughline.command.submission.Submission;
import org.throughline.events.Source;
import org.throughline.query.feed.Feed;
import org.throughline.standalone.demonstration.Demonstration;
import org.throughline.standalone.postgres.StartProblem;

/**
 * The demonstration of a first start, recorded and shown before the port opens: nobody can record beside it, so its entries
 * keep the moments at which they would have been recorded. Projections start only when it is recorded, and then build their
 * read models from the whole history. Whatever interrupts it, the next start goes on with it.
 */
final class Filling {
    private static final int BEFORE_THE_PROJECTIONS = 500;
    private static final int BEFORE_THE_PORT_OPENS = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Path data;
    private final int journeys;
    private final PrintStream out;
    private final Semaphore recording = new Semaphore(1);
    private volatile boolean stopping;

    /** The filling of a data folder with some journeys. */
    Filling(Path data, int journeys, PrintStream out) {
        this.data = data;
        this.journeys = journeys;
        this.out = out;
    }

    /** Has it done at its moments of the application's start. */
    void joinIn(GenericApplicationContext application) {
        application.registerBean(
                "recordsTheDemonstration",
                Moment.class,
                () -> new Moment(BEFORE_THE_PROJECTIONS, () -> record(application.getBean(CommandDesk.class))));
        application.registerBean(
                "showsTheDemonstration",
                Moment.class,
                () -> new Moment(
                        BEFORE_THE_PORT_OPENS,
                        () -> show(
                                application.getBean(Feed.class),
                                application.getBean(RecordLog.class).head())));
    }

    /** Lets it stop after the entry it is at, and waits for that. */
    void stop() {
        stopping = true;
        recording.acquireUninterruptibly();
    }

    private void record(CommandDesk desk) {
        // it can be had unless everything is stopping
        if (recording.tryAcquire()) {
            try {
                recordWhatIsMissing(desk);
            } finally {
                recording.release();
            }
        }
    }

    private void recordWhatIsMissing(CommandDesk desk) {
        var plan = DemonstrationPlan.of(data, journeys);
        if (plan.done()) {
            return;
        }
        var steps = new Demonstration(plan.seed(), plan.journeys(), plan.now());
        try (var bar = bar("Recording the demonstration", steps.size(), out)) {
            for (var step : steps) {
                if (stopping) {
                    return;
                }
                desk.submit(new Submission(
                                step.command(),
                                step.by().actor(),
                                Source.DEMONSTRATION,
                                plan.correlation(),
                                step.entry())
                        .under(step.key(), null));
                bar.step();
            }
        }
        plan.finish();
    }

    private void show(Feed feed, long head) {
        if (shown(feed, head)) {
            return;
        }
        try (var bar = bar("Building the pages", head * feed.projections().size(), out)) {
            var until = Instant.now().plus(PATIENCE);
            while (!stopping && Instant.now().isBefore(until) && !shown(feed, head) && pause()) {
                bar.stepTo(feed.status().stream()
                        .mapToLong(Filling::reached)
                        .map(position -> Math.min(position, head))
                        .sum());
            }
        }
    }

    private static boolean shown(Feed feed, long head) {
        return feed.status().stream().allMatch(status -> status.position() >= head);
    }

    private static long reached(Feed.Status status) {
        var rebuild = status.rebuild();
        return rebuild == null ? status.position() : Math.max(status.position(), rebuild.position());
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Something to do at a moment of the application's start. */
    private static final class Moment implements SmartLifecycle {
        private final int phase;
        private final Runnable work;
        private volatile boolean running;

        Moment(int phase, Runnable work) {
            this.phase = phase;
            this.work = work;
        }

        @Override
        public void start() {
            running = true;
            work.run();
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return phase;
        }
    }

    /** Builds a read model anew beside the one in use. */
    static void rebuild(ApplicationContext application, String name, PrintStream out) {
        var feed = application.getBean(Feed.class);
        if (!feed.projections().contains(name)) {
            throw new StartProblem(
                    "There is no read model called " + name + ".",
                    "Choose one of " + String.join(", ", feed.projections()) + ".");
        }
        var rebuilt = feed.rebuild(name);
        try (var bar = bar("Rebuilding " + name, 0, out)) {
            while (!rebuilt.isDone() && pause()) {
                feed.status().stream()
                        .filter(status -> status.projection().equals(name))
                        .forEach(status -> {
                            if (status.rebuild() != null) {
                                bar.maxHint(status.rebuild().head());
                                bar.stepTo(status.rebuild().position());
                            }
                        });
            }
        }
        out.println(rebuilt.join() ? "Rebuilt " + name + "." : "A rebuild of " + name + " is underway already.");
    }

    static ProgressBar bar(String what, long max, PrintStream out) {
        var terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(max)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(terminal ? 200 : 5_000)
                .setConsumer(new ConsoleProgressBarConsumer(out, 100))
                .build();
    }
}

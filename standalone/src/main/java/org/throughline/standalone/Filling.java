package org.throughline.standalone;

import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.springframework.context.ApplicationContext;
import org.throughline.command.record.RecordLog;
import org.throughline.command.submission.CommandDesk;
import org.throughline.command.submission.Submission;
import org.throughline.events.Source;
import org.throughline.query.feed.Feed;
import org.throughline.standalone.demonstration.Demonstration;
import org.throughline.standalone.postgres.StartProblem;

/** The long work of a start, with its progress. Whatever interrupts it, the next start goes on with it. */
final class Filling {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private Filling() {}

    /** Records the demonstration, as far as it is not recorded yet, and waits until every page shows it. */
    static void demonstration(ApplicationContext application, Path data, int journeys, PrintStream out) {
        var plan = DemonstrationPlan.of(data, journeys);
        if (plan.done()) {
            return;
        }
        var desk = application.getBean(CommandDesk.class);
        var steps = new Demonstration(plan.seed(), plan.journeys(), plan.now());
        try (var bar = bar("Recording the demonstration", out)) {
            bar.maxHint(steps.size());
            for (var step : steps) {
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
        show(
                application.getBean(Feed.class),
                application.getBean(RecordLog.class).head(),
                out);
        plan.finish();
    }

    private static void show(Feed feed, long head, PrintStream out) {
        try (var bar = bar("Showing it", out)) {
            bar.maxHint(head);
            var until = Instant.now().plus(PATIENCE);
            while (Instant.now().isBefore(until)) {
                var slowest = feed.status().stream()
                        .mapToLong(Feed.Status::position)
                        .min()
                        .orElse(head);
                bar.stepTo(Math.min(slowest, head));
                if (slowest >= head || !pause()) {
                    return;
                }
            }
        }
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

    /** Builds a read model anew beside the one in use. */
    static void rebuild(ApplicationContext application, String name, PrintStream out) {
        var feed = application.getBean(Feed.class);
        if (!feed.projections().contains(name)) {
            throw new StartProblem(
                    "There is no read model called " + name + ".",
                    "Choose one of " + String.join(", ", feed.projections()) + ".");
        }
        var rebuilt = feed.rebuild(name);
        try (var bar = bar("Rebuilding " + name, out)) {
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

    static ProgressBar bar(String what, PrintStream out) {
        var terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return new ProgressBarBuilder()
                .setTaskName(what)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(terminal ? 200 : 5_000)
                .setConsumer(new ConsoleProgressBarConsumer(out, 100))
                .build();
    }
}

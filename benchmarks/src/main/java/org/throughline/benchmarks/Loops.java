package org.throughline.benchmarks;

import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.throughline.benchmarks.loops.InnerLoops;

/** Has JMH measure the inner loops, each in a process of its own. */
final class Loops {
    private Loops() {}

    static List<Loop> measure() throws RunnerException {
        Progress.say("The inner loops take a minute");
        return new Runner(new OptionsBuilder()
                        .include(InnerLoops.class.getName())
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run().stream().map(Loops::loop).toList();
    }

    private static Loop loop(RunResult measured) {
        var loop = new Loop(
                words(measured.getParams().getBenchmark()),
                "µs",
                measured.getBenchmarkResults().stream()
                        .map(BenchmarkResult::getIterationResults)
                        .flatMap(iterations -> iterations.stream()
                                .map(iteration -> iteration.getPrimaryResult().getScore()))
                        .toList());
        Progress.say("Inner loop, %s: %.2f µs".formatted(loop.what(), Finding.median(loop.figures())));
        return loop;
    }

    /** The name of a method as it is read. */
    private static String words(String method) {
        return method.substring(method.lastIndexOf('.') + 1)
                .replaceAll("([A-Z]|(?<!\\d)\\d)", " $1")
                .toLowerCase(Locale.ROOT);
    }
}

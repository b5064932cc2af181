package org.throughline.standalone.apart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.throughline.standalone.apart.Load.Acknowledged;
import org.throughline.standalone.apart.Machine.Kind;

/** Lets one fault after the other happen, and looks after each whether all is as it must be. */
final class FaultRun {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Installation installation;
    private final Inspection inspection;
    private final Listener say;
    private final List<Outcome> outcomes = new ArrayList<>();
    private int complaints;
    private @Nullable Acknowledged known;

    /** Is told how each fault went. */
    interface Listener {
        /** The one of so many that was the last. */
        void went(int number, int of, Outcome outcome);
    }

    /**
     * Nothing has happened yet.
     *
     * @param say is told how each fault went
     */
    FaultRun(Installation installation, Listener say) {
        this.installation = installation;
        this.inspection = new Inspection(installation, installation.before());
        this.say = say;
    }

    /**
     * How one fault went.
     *
     * @param lasted from its beginning until its end was done
     * @param commandsAgain when after the end every command side that was not started again had acknowledged a command
     * @param pagesAgain when after the end every query side that was not started again had shown that
     * @param allAgain when after the end the machines that were started again did so, too
     * @param acknowledged commands since the fault before
     * @param sentAgain how often a command had to be sent again since then
     * @param answered pages, data and streams that readers got since then
     * @param toldToComeAgain how often a reader was told to come again, or lost the connection, since then
     * @param events in the record
     * @param wrong what is not as it must be
     */
    record Outcome(
            Fault fault,
            Duration lasted,
            @Nullable Duration commandsAgain,
            @Nullable Duration pagesAgain,
            @Nullable Duration allAgain,
            int acknowledged,
            int sentAgain,
            int answered,
            int toldToComeAgain,
            long events,
            List<String> wrong) {

        String line(int number, int of) {
            return String.format(
                    Locale.ROOT,
                    "%d/%d %s: lasted %s, commands after %s, pages after %s, all after %s; %d acknowledged, %d events%s",
                    number,
                    of,
                    fault,
                    seconds(lasted),
                    seconds(commandsAgain),
                    seconds(pagesAgain),
                    seconds(allAgain),
                    acknowledged,
                    events,
                    wrong.isEmpty() ? "" : "; WRONG: " + wrong);
        }

        static String seconds(@Nullable Duration time) {
            return time == null ? "–" : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
    }

    /** What people had to do with the installation, at one moment. */
    private record Use(int acknowledged, int sentAgain, int answered, int toldToComeAgain) {
        static Use of(Installation installation) {
            var readers = installation.readers();
            return new Use(
                    installation.load().acknowledged().size(),
                    installation.load().sentAgain(),
                    readers.answered(),
                    readers.toldToComeAgain() + readers.lost());
        }
    }

    /** Lets faults happen; returns how each went. */
    List<Outcome> run(List<Fault> faults) throws Exception {
        for (var fault : faults) {
            outcomes.add(happen(fault));
            say.went(outcomes.size(), faults.size(), outcomes.getLast());
        }
        return List.copyOf(outcomes);
    }

    private Outcome happen(Fault fault) throws Exception {
        var before = Use.of(installation);
        var wrong = new ArrayList<String>();
        var began = System.nanoTime();
        fault.begin().take();
        // this is how long it lasts, and nothing that is waited for
        Thread.sleep(fault.lasts());
        fault.end().take();
        var ended = System.nanoTime();

        var untouched = installation.machines().stream()
                .filter(machine -> !fault.restarted().contains(machine))
                .toList();
        var commandsAgain = again(untouched, Kind.COMMAND, ended, wrong);
        var pagesAgain = again(untouched, Kind.QUERY, ended, wrong);
        fault.restarted().forEach(machine -> machine.side().ready());
        var ready = System.nanoTime();
        var all = installation.machines();
        again(all, Kind.COMMAND, ready, wrong);
        again(all, Kind.QUERY, ready, wrong);
        var allAgain = since(ended);

        var finding = inspection.look();
        wrong.addAll(finding.wrong());
        var complained = installation.complaints();
        wrong.addAll(complained.subList(complaints, complained.size()));
        complaints = complained.size();
        var after = Use.of(installation);
        return new Outcome(
                fault,
                Duration.ofNanos(ended - began),
                commandsAgain,
                pagesAgain,
                fault.restarted().isEmpty() ? null : allAgain,
                after.acknowledged - before.acknowledged,
                after.sentAgain - before.sentAgain,
                after.answered - before.answered,
                after.toldToComeAgain - before.toldToComeAgain,
                finding.events(),
                wrong);
    }

    private static Duration since(long moment) {
        return Duration.ofNanos(System.nanoTime() - moment);
    }

    /** How long after a moment each machine of a kind did its work again; null if there is none. */
    private @Nullable Duration again(List<Machine> machines, Kind kind, long moment, List<String> wrong) {
        var these = machines.stream().filter(machine -> machine.kind() == kind).toList();
        if (these.isEmpty()) {
            return null;
        }
        try {
            switch (kind) {
                case COMMAND -> {
                    known = installation.acknowledgedBy(these, PATIENCE);
                }
                case QUERY -> {
                    if (known != null) {
                        installation.shownBy(these, known, PATIENCE);
                    }
                }
            }
        } catch (ConditionTimeoutException never) {
            wrong.add(String.valueOf(never.getMessage()));
        }
        var time = since(moment);
        if (time.compareTo(SOON) > 0) {
            wrong.add(these + " answered only after " + Outcome.seconds(time));
        }
        return time;
    }
}

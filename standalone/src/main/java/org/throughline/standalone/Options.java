package org.throughline.standalone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.throughline.standalone.demonstration.Demonstrations;
import org.throughline.standalone.postgres.EmbeddedServer;
import org.throughline.standalone.postgres.StartProblem;

/**
 * What one can choose at the start.
 *
 * @param port where pages and the REST interface answer
 * @param bind the address they answer on: this machine only, unless told otherwise
 * @param data the folder of the record
 * @param databasePort where the database answers, on this machine only
 * @param journeys how many demonstration journeys a new record is given
 * @param demonstration whether there are demonstration accounts and journeys at all
 * @param rebuild a read model to build anew, if any
 * @param rebuildClaims whether the claims on open journeys are made again from the history
 */
record Options(
        int port,
        String bind,
        Path data,
        int databasePort,
        int journeys,
        boolean demonstration,
        @Nullable String rebuild,
        boolean rebuildClaims) {
    static final String HELP = """
            Throughline in one process, on a PostgreSQL of its own.

              --port=8080               where pages and the REST interface answer
              --bind=127.0.0.1          the address they answer on
              --data=data               the folder of the record, its database and its keys
              --database-port=0         the database's port on this machine; 0 is any free one
              --journeys=%d            how many synthetic journeys a new record is given
              --without-demonstration   no demonstration accounts and no synthetic journeys
              --rebuild=timeline        builds a read model anew beside the one in use
              --rebuild-claims          makes again, from the history, which journeys are open and so cannot be enrolled twice
              --import=FILE             imports a file once everything runs (docs/import.md), and
              --mapping=FILE            what its columns mean
              --help                    prints this
            """.formatted(Options.JOURNEYS);

    private static final int JOURNEYS = Demonstrations.JOURNEYS;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    static Options defaults() {
        return new Options(8080, "127.0.0.1", Path.of("data"), EmbeddedServer.ANY_PORT, JOURNEYS, true, null, false);
    }

    /**
     * Reads the arguments.
     *
     * @throws StartProblem if one of them cannot be meant
     */
    static Options of(List<String> arguments) {
        var options = new Reading();
        arguments.forEach(options::read);
        return options.chosen;
    }

    private static final class Reading {
        private Options chosen = defaults();

        void read(String argument) {
            var parts = argument.split("=", 2);
            var value = parts.length == 2 ? parts[1] : "";
            var o = chosen;
            chosen = switch (parts[0]) {
                case "--port" -> with(number(argument, value, 1, 65_535), o.bind, o.data, o.databasePort, o.journeys);
                case "--bind" -> with(o.port, text(argument, value), o.data, o.databasePort, o.journeys);
                case "--data" -> with(o.port, o.bind, path(argument, value), o.databasePort, o.journeys);
                case "--database-port" -> with(o.port, o.bind, o.data, number(argument, value, 0, 65_535), o.journeys);
                case "--journeys" -> with(o.port, o.bind, o.data, o.databasePort, number(argument, value, 1, 100_000));
                case "--without-demonstration" ->
                    new Options(o.port, o.bind, o.data, o.databasePort, 0, false, o.rebuild, o.rebuildClaims);
                case "--rebuild" -> rebuilding(text(argument, value), o.rebuildClaims);
                case "--rebuild-claims" -> rebuilding(o.rebuild, true);
                default -> throw unknown(argument);
            };
        }

        private Options with(int port, String bind, Path data, int databasePort, int journeys) {
            return new Options(
                    port,
                    bind,
                    data,
                    databasePort,
                    journeys,
                    chosen.demonstration,
                    chosen.rebuild,
                    chosen.rebuildClaims);
        }

        private Options rebuilding(@Nullable String readModel, boolean claims) {
            var o = chosen;
            return new Options(o.port, o.bind, o.data, o.databasePort, o.journeys, o.demonstration, readModel, claims);
        }

        private static int number(String argument, String value, int least, int most) {
            if (!NUMBER.matcher(value).matches() || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
                throw new StartProblem(
                        argument + " is not understood: a number from " + least + " to " + most + " is needed.",
                        "Correct it, or leave it out; --help tells what can be chosen.");
            }
            return Integer.parseInt(value);
        }

        private static String text(String argument, String value) {
            if (value.isBlank()) {
                throw unknown(argument);
            }
            return value;
        }

        private static Path path(String argument, String value) {
            try {
                return Path.of(text(argument, value));
            } catch (InvalidPathException noPath) {
                throw unknown(argument);
            }
        }

        private static StartProblem unknown(String argument) {
            return new StartProblem(argument + " is not understood.", "Leave it out; --help tells what can be chosen.");
        }
    }

    /** Tells the help text if it is asked for. */
    static boolean helped(List<String> arguments, Consumer<String> say) {
        if (arguments.contains("--help")) {
            say.accept(HELP);
            return true;
        }
        return false;
    }
}

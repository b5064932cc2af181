package org.throughline.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.throughline.command.intake.Flaw;
import org.throughline.command.intake.Intake;
import org.throughline.command.intake.Mapping;
import org.throughline.command.intake.MappingNotUnderstood;
import org.throughline.command.record.UuidV7Identifiers;
import org.throughline.command.submission.Actor;
import org.throughline.events.Role;
import org.throughline.standalone.postgres.StartProblem;

/** Imports a file that the command line names, once everything runs: first a dry run, then the run. */
final class CommandLineImport {
    private static final Actor IMPORTING = new Actor("command-line-import", Set.of(Role.ADMINISTRATOR), Set.of());
    private static final int FLAWS_SHOWN = 50;

    private final @Nullable Path file;
    private final @Nullable Path mapping;
    private final List<String> others;

    private CommandLineImport(@Nullable Path file, @Nullable Path mapping, List<String> others) {
        this.file = file;
        this.mapping = mapping;
        this.others = List.copyOf(others);
    }

    /**
     * Reads the options {@code --import=} and {@code --mapping=}, if they are there.
     *
     * @throws StartProblem if one of them is missing, or names nothing that can be read
     */
    static CommandLineImport of(List<String> arguments) {
        Path file = null;
        Path mapping = null;
        var others = new ArrayList<String>();
        for (var argument : arguments) {
            if (argument.startsWith("--import=")) {
                file = readable(argument);
            } else if (argument.startsWith("--mapping=")) {
                mapping = readable(argument);
            } else {
                others.add(argument);
            }
        }
        if ((file == null) != (mapping == null)) {
            throw new StartProblem(
                    "An import needs a file and a mapping.", "Name both, with --import= and --mapping=.");
        }
        return new CommandLineImport(file, mapping, others);
    }

    private static Path readable(String argument) {
        var path = Path.of(argument.substring(argument.indexOf('=') + 1));
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new StartProblem(
                    "The file of " + argument + " cannot be read.", "Correct its name, or give yourself the right.");
        }
        return path;
    }

    /** The other options. */
    List<String> others() {
        return others;
    }

    /** Imports, if that was asked for, and tells how it went. */
    void run(ApplicationContext application, PrintStream out) {
        if (file == null || mapping == null) {
            return;
        }
        try (InputStream in = Files.newInputStream(mapping)) {
            run(application.getBean(Intake.class), Intake.mapping(in), file, out);
        } catch (MappingNotUnderstood | IOException e) {
            out.println("Nothing was imported: " + e.getMessage() + ".");
        }
    }

    private static void run(Intake intake, Mapping mapping, Path file, PrintStream out) throws IOException {
        var checked = intake.check(mapping, file);
        if (checked.flawCount() > 0) {
            out.println("Nothing was imported: " + checked.flawCount() + " places of " + file + " are wrong.");
            show(checked.flaws(), out);
            return;
        }
        var ran = recorded(intake, mapping, file, checked.rows(), out);
        out.println("Imported " + ran.rows() + " rows: " + ran.recorded() + " entries recorded, " + ran.unchanged()
                + " were there before, " + ran.flawCount() + " refused.");
        show(ran.flaws(), out);
    }

    private static Intake.Ran recorded(Intake intake, Mapping mapping, Path file, long rows, PrintStream out)
            throws IOException {
        try (ProgressBar bar = Filling.bar("Importing " + mapping.name(), rows, out)) {
            return intake.run(mapping, file, IMPORTING, UuidV7Identifiers.next(), done -> {
                bar.stepTo(done);
                return true;
            });
        }
    }

    private static void show(List<Flaw> flaws, PrintStream out) {
        flaws.stream()
                .limit(FLAWS_SHOWN)
                .map(flaw -> "  line " + flaw.line() + ", " + flaw.field() + ": " + flaw.message())
                .forEach(out::println);
        if (flaws.size() > FLAWS_SHOWN) {
            out.println("  and " + (flaws.size() - FLAWS_SHOWN) + " more");
        }
    }
}

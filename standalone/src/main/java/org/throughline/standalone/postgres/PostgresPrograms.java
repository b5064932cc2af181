package org.throughline.standalone.postgres;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs PostgreSQL's programs, as a user that it accepts. */
final class PostgresPrograms {

    private static final Integer ROOT = 0;

    private final Binaries binaries;
    private final boolean inUserNamespace;

    private PostgresPrograms(Binaries binaries, boolean inUserNamespace) {
        this.binaries = binaries;
        this.inUserNamespace = inUserNamespace;
    }

    /** What a program did. */
    record Outcome(int code, String output) {
        boolean failed() {
            return code != 0;
        }
    }

    /** PostgreSQL refuses to run as root; a user namespace makes root nobody, who still owns its files. */
    static PostgresPrograms of(Binaries binaries) {
        var inUserNamespace = LinuxUtils.isUnshareAvailable();
        if (!inUserNamespace && belongsToRoot(binaries.home())) {
            throw new StartProblem(
                    "PostgreSQL does not run as root, and this machine does not allow root to be nobody (unshare -U).",
                    "Start Throughline as an ordinary user.");
        }
        return new PostgresPrograms(binaries, inUserNamespace);
    }

    private static boolean belongsToRoot(Path path) {
        try {
            return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                    && ROOT.equals(Files.getAttribute(path, "unix:uid"));
        } catch (IOException e) {
            throw new StartProblem("The folder " + path + " cannot be read.", "Choose another with --data=.", e);
        }
    }

    Outcome run(String program, List<String> arguments) {
        var command = new ArrayList<String>();
        if (inUserNamespace) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries.program(program).toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        // settings meant for another PostgreSQL must not reach this one
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            throw new StartProblem(
                    "PostgreSQL's program " + program + " cannot be run in " + binaries.home() + ".",
                    "Choose a folder on a disk where programs may be run with --data=.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while PostgreSQL's " + program + " ran", e);
        }
    }
}

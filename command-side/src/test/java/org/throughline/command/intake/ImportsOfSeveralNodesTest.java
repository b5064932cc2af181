package org.throughline.command.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import org.throughline.command.Samples;
import org.throughline.command.TestSide;
import org.throughline.command.intake.ImportStatus.State;
import org.throughline.command.submission.CommandDesk;

/** Nodes on one folder. Only what a killed one leaves behind needs a process of its own. */
class ImportsOfSeveralNodesTest {
    private static final byte[] FILE = (ClinicFile.HEADER + ClinicFile.ROWS).getBytes(StandardCharsets.UTF_8);
    private static final int ROWS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static TestSide side;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        side = new TestSide();
    }

    @AfterAll
    static void close() {
        side.close();
    }

    private Imports node() {
        return node(side.desk());
    }

    private Imports node(CommandDesk desk) {
        var clock = InstantSource.fixed(Samples.NOW);
        return new Imports(new Intake(desk, side.streams(), clock), clock, folder, DataSize.ofMegabytes(1));
    }

    /** An import with a name of its own, so that it records something. */
    private static UUID created(Imports node) {
        return node.create(ImportClient.mapping().getBytes(StandardCharsets.UTF_8), Samples.ADA)
                .id();
    }

    private static UUID ready(Imports node) throws IOException {
        var id = created(node);
        assertThat(node.file(id, null, new ByteArrayInputStream(FILE)).state()).isEqualTo(State.READY);
        return id;
    }

    private static ImportStatus ended(Imports node, UUID id) {
        return await().atMost(PATIENCE).until(() -> node.get(id), status -> status.state() != State.RUNNING);
    }

    private Path in(UUID id, String name) {
        return folder.resolve(id.toString()).resolve(name);
    }

    private static void refused(String sentence, ThrowingCallable asked) {
        assertThatThrownBy(asked).isInstanceOf(ImportRefused.class).hasMessage(sentence);
    }

    @Test
    void one_creates_an_import_another_takes_its_file_a_third_runs_it_and_each_knows_how_it_stands() throws Exception {
        var nodes = List.of(node(), node(), node());
        var id = created(nodes.get(0));
        assertThat(Files.getPosixFilePermissions(folder.resolve(id.toString())))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        nodes.get(1).file(id, null, new ByteArrayInputStream(FILE));
        assertThat(nodes).allSatisfy(node -> assertThat(node.get(id).state()).isEqualTo(State.READY));
        nodes.get(2).run(id, Samples.ADA);
        assertThat(ended(nodes.get(0), id).state()).isEqualTo(State.DONE);
        nodes.get(2).destroy();
        assertThat(nodes).allSatisfy(node -> {
            assertThat(node.get(id).state()).isEqualTo(State.DONE);
            assertThat(node.get(id).done()).isEqualTo(ROWS);
            assertThat(node.all()).containsExactly(node.get(id));
        });
        assertThat(in(id, "file")).doesNotExist();
        nodes.get(0).delete(id);
        assertThat(nodes).allSatisfy(node -> assertThat(node.all()).isEmpty());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_file_that_one_is_taking_is_left_alone_by_one_that_starts_and_by_all_that_are_asked() throws Exception {
        var first = node();
        var id = created(first);
        var half = new CountDownLatch(1);
        var body = new SequenceInputStream(
                new ByteArrayInputStream(FILE, 0, FILE.length / 2),
                new SequenceInputStream(
                        waitingFor(half), new ByteArrayInputStream(FILE, FILE.length / 2, FILE.length)));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var taken = threads.submit(() -> first.file(id, null, body));
            await().atMost(PATIENCE)
                    .until(() -> Files.exists(in(id, "file.new")) && Files.size(in(id, "file.new")) > 0);

            var other = node();
            assertThat(in(id, "file.new")).isNotEmptyFile();
            assertThat(other.get(id).state()).isEqualTo(State.AWAITING_FILE);
            refused("A file is being taken.", () -> other.file(id, null, new ByteArrayInputStream(FILE)));
            refused("A file is being taken.", () -> other.run(id, Samples.ADA));
            refused("A file is being taken.", () -> other.delete(id));

            half.countDown();
            assertThat(taken.get().state()).isEqualTo(State.READY);
            assertThat(other.get(id).rows()).isEqualTo(ROWS);
        }
    }

    @Test
    void one_that_runs_is_cancelled_by_another_after_the_row_it_is_at_and_run_on_by_a_third() throws Exception {
        var submitted = new CountDownLatch(5);
        var seen = new CountDownLatch(1);
        var runner = node(submission -> {
            submitted.countDown();
            if (submitted.getCount() == 0) {
                passed(seen);
            }
            return side.desk().submit(submission);
        });
        var id = ready(runner);
        runner.run(id, Samples.ADA);
        passed(submitted);

        var other = node();
        assertThat(other.get(id).state()).isEqualTo(State.RUNNING);
        var done = other.get(id).done();
        refused("It is running.", () -> other.run(id, Samples.ADA));
        refused("It is running.", () -> other.delete(id));
        refused("It is running.", () -> other.file(id, null, new ByteArrayInputStream(FILE)));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var cancelled = threads.submit(() -> other.cancel(id));
            await().atMost(PATIENCE).until(() -> runner.get(id).state() == State.CANCELLED);
            seen.countDown();
            assertThat(cancelled.get().state()).isEqualTo(State.CANCELLED);
        }
        await().atMost(PATIENCE).until(() -> runner.get(id).done() == done + 1);
        assertThat(runner.get(id).state()).isEqualTo(State.CANCELLED);
        assertThat(done + 1).isLessThan(ROWS);

        var third = node();
        third.run(id, Samples.ADA);
        assertThat(ended(other, id).state()).isEqualTo(State.DONE);
    }

    @Test
    void of_all_that_are_asked_at_the_same_time_one_runs_it() throws Exception {
        var submissions = new AtomicInteger();
        CommandDesk counting = submission -> {
            submissions.incrementAndGet();
            return side.desk().submit(submission);
        };
        var nodes = List.of(node(counting), node(counting), node(counting), node(counting));
        var id = ready(nodes.getFirst());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(nodes.stream()
                    .<Callable<Boolean>>map(node -> () -> {
                        try {
                            node.run(id, Samples.ADA);
                            return true;
                        } catch (ImportRefused refused) {
                            return false;
                        }
                    })
                    .toList());
            var begun = 0;
            for (var answer : answers) {
                begun += answer.get() ? 1 : 0;
            }
            assertThat(begun).isOne();
        }
        var done = ended(nodes.getLast(), id);
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.unchanged()).isZero();
        assertThat(done.recorded()).isEqualTo(submissions.get()).isPositive();
    }

    @Test
    void what_a_killed_one_was_at_is_interrupted_at_once_tidied_by_the_next_start_and_run_on() throws Exception {
        var survivor = node();
        var id = ready(survivor);
        try (var killed = AnotherProcess.at(in(id, "lock"))) {
            assertThat(killed.takes()).isTrue();
            // as if it ran it, with an earlier half of a file left
            Files.writeString(
                    in(id, "status.json"),
                    Files.readString(in(id, "status.json")).replace("READY", "RUNNING"));
            Files.writeString(in(id, "progress"), "3");
            Files.writeString(in(id, "file.new"), "half");

            assertThat(node().get(id).state()).isEqualTo(State.RUNNING);
            assertThat(in(id, "file.new")).exists();
            assertThat(survivor.get(id).state()).isEqualTo(State.RUNNING);
            killed.kill();
        }
        assertThat(survivor.get(id).state()).isEqualTo(State.INTERRUPTED);
        assertThat(survivor.get(id).done()).isEqualTo(3);
        var restarted = node();
        assertThat(in(id, "file.new")).doesNotExist();
        assertThat(in(id, "file")).exists();
        restarted.run(id, Samples.ADA);
        assertThat(ended(survivor, id).state()).isEqualTo(State.DONE);
    }

    @Test
    void what_a_killed_one_had_begun_to_delete_is_gone_and_deleted_by_the_next_start() throws Exception {
        var node = node();
        var id = ready(node);
        Files.move(in(id, "status.json"), in(id, "gone"));
        assertThat(node.all()).isEmpty();
        refused("There is no such import, or it was deleted.", () -> node.run(id, Samples.ADA));
        assertThat(node().all()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_folder_that_one_is_about_to_make_is_left_alone_by_one_that_starts() throws Exception {
        var beginning = Files.createDirectory(folder.resolve(UUID.randomUUID().toString()));
        Files.writeString(beginning.resolve("mapping.json"), "{");
        assertThat(node().all()).isEmpty();
        assertThat(beginning.resolve("mapping.json")).exists();
    }

    /** Has nothing, once somebody has said so. */
    private static InputStream waitingFor(CountDownLatch latch) {
        return new InputStream() {
            @Override
            public int read() {
                passed(latch);
                return -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                return read();
            }
        };
    }

    private static void passed(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

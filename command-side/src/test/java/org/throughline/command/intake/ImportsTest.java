package org.throughline.command.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import org.throughline.command.Samples;
import org.throughline.command.TestSide;
import org.throughline.command.intake.ImportStatus.State;
import org.throughline.command.submission.CommandDesk;

class ImportsTest {
    private static final String FILE = ClinicFile.HEADER + ClinicFile.ROWS;

    private final TestSide side = new TestSide();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        side.close();
    }

    private Imports imports(CommandDesk desk) {
        var clock = InstantSource.fixed(Samples.NOW);
        return new Imports(new Intake(desk, side.streams(), clock), clock, folder, DataSize.ofMegabytes(1));
    }

    private static ImportStatus sent(Imports imports, String file) throws IOException {
        var created = imports.create(ClinicFile.mappingText(), Samples.ADA);
        assertThat(created.state()).isEqualTo(State.AWAITING_FILE);
        return imports.file(created.id(), null, new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }

    private static ImportStatus ended(Imports imports, UUID id) throws InterruptedException {
        var until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (imports.get(id).state() == State.RUNNING && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        imports.destroy();
        return imports.get(id);
    }

    @Test
    void records_a_sound_file_and_deletes_it() throws Exception {
        var imports = imports(side.desk());
        var ready = sent(imports, FILE);
        assertThat(ready.state()).isEqualTo(State.READY);
        assertThat(ready.rows()).isEqualTo(4);
        imports.run(ready.id(), Samples.ADA);
        var done = ended(imports, ready.id());
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.recorded()).isEqualTo(15);
        assertThat(folder.resolve(done.id().toString()).resolve("file")).doesNotExist();
    }

    @Test
    void does_not_run_a_flawed_file_but_takes_a_better_one() throws Exception {
        var imports = imports(side.desk());
        var flawed = sent(imports, FILE.replace("2024-02-29", "2023-02-29"));
        assertThat(flawed.state()).isEqualTo(State.FLAWED);
        assertThatThrownBy(() -> imports.run(flawed.id(), Samples.ADA)).isInstanceOf(ImportRefused.class);
        var better = imports.file(flawed.id(), null, new ByteArrayInputStream(FILE.getBytes(StandardCharsets.UTF_8)));
        assertThat(better.state()).isEqualTo(State.READY);
    }

    @Test
    void stops_when_it_is_cancelled_and_runs_on_later() throws Exception {
        var submitted = new CountDownLatch(3);
        var cancelled = new CountDownLatch(1);
        var imports = imports(submission -> {
            var receipt = side.desk().submit(submission);
            submitted.countDown();
            if (submitted.getCount() == 0) {
                await(cancelled);
            }
            return receipt;
        });
        var ready = sent(imports, FILE);
        imports.run(ready.id(), Samples.ADA);
        await(submitted);
        var cancelling = Thread.ofVirtual().start(() -> imports.cancel(ready.id()));
        while (imports.get(ready.id()).state() == State.RUNNING) {
            Thread.onSpinWait();
        }
        cancelled.countDown();
        cancelling.join();
        assertThat(ended(imports, ready.id()).state()).isEqualTo(State.CANCELLED);
        assertThat(side.log().head()).isLessThan(15);

        var later = imports(side.desk());
        later.run(ready.id(), Samples.ADA);
        assertThat(ended(later, ready.id()).state()).isEqualTo(State.DONE);
        assertThat(side.log().head()).isEqualTo(15);
    }

    @Test
    void is_found_again_after_the_program_was_killed_and_runs_on() throws Exception {
        var imports = imports(side.desk());
        var ready = sent(imports, FILE);
        // what a kill leaves behind
        var status = folder.resolve(ready.id().toString()).resolve("status.json");
        Files.writeString(status, Files.readString(status).replace("READY", "RUNNING"));

        var restarted = imports(side.desk());
        assertThat(restarted.get(ready.id()).state()).isEqualTo(State.INTERRUPTED);
        restarted.run(ready.id(), Samples.ADA);
        assertThat(ended(restarted, ready.id()).state()).isEqualTo(State.DONE);
    }

    @Test
    void can_run_on_after_the_record_did_not_answer() throws Exception {
        var imports = imports(submission -> {
            throw new IllegalStateException("the record does not answer");
        });
        var ready = sent(imports, FILE);
        imports.run(ready.id(), Samples.ADA);
        assertThat(ended(imports, ready.id()).state()).isEqualTo(State.INTERRUPTED);

        var later = imports(side.desk());
        later.run(ready.id(), Samples.ADA);
        assertThat(ended(later, ready.id()).state()).isEqualTo(State.DONE);
    }

    @Test
    void keeps_the_file_that_was_sent_before_when_another_breaks_off() throws Exception {
        var imports = imports(side.desk());
        var ready = sent(imports, FILE);
        var tooLong = new ByteArrayInputStream(new byte[2 * 1024 * 1024]);
        assertThatThrownBy(() -> imports.file(ready.id(), null, tooLong)).isInstanceOf(ImportRefused.class);
        var brokenOff = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("gone");
            }
        };
        assertThatThrownBy(() -> imports.file(ready.id(), null, brokenOff)).isInstanceOf(IOException.class);
        imports.run(ready.id(), Samples.ADA);
        assertThat(ended(imports, ready.id()).recorded()).isEqualTo(15);
    }

    @Test
    void does_not_start_worse_because_something_in_its_folder_cannot_be_read() throws Exception {
        var ready = sent(imports(side.desk()), FILE);
        var other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("status.json"), "{");
        assertThat(imports(side.desk()).all()).extracting(ImportStatus::id).containsExactly(ready.id());
    }

    @Test
    void forgets_an_import_with_its_file_when_it_is_deleted() throws Exception {
        var imports = imports(side.desk());
        var flawed = sent(imports, FILE.replace("2024-02-29", "2023-02-29"));
        imports.delete(flawed.id());
        assertThat(imports.all()).isEmpty();
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> imports.get(flawed.id())).isInstanceOf(ImportRefused.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

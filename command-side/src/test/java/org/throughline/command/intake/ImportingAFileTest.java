package org.throughline.command.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.throughline.command.Samples;
import org.throughline.command.TestSide;
import org.throughline.events.HistoryEvent;
import org.throughline.events.JourneyEntry.Discharged;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.LateReason;
import org.throughline.events.PatientEvent.PatientRegistered;
import org.throughline.events.Source;

class ImportingAFileTest {
    private static final UUID RUN = new UUID(0x7000, 1);

    private final TestSide side = new TestSide();
    private final Intake intake = new Intake(side.desk(), side.streams(), InstantSource.fixed(Samples.NOW));

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        side.close();
    }

    private Intake.Ran run(Intake.Progress progress) throws IOException {
        return run(ClinicFile.mapping(), ClinicFile.HEADER + ClinicFile.ROWS, progress);
    }

    private Intake.Ran run(Mapping mapping, String text, Intake.Progress progress) throws IOException {
        return intake.run(mapping, ClinicFile.write(folder, text), Samples.ADA, RUN, progress);
    }

    private List<HistoryEvent> history() {
        return side.log().after(0, 1_000).stream().map(side.codec()::read).toList();
    }

    @Test
    void records_each_row_as_a_journey() throws IOException {
        assertThat(run(rows -> true)).isEqualTo(new Intake.Ran(4, 15, 0, List.of(), 0, true));
        assertThat(history()).filteredOn(PatientRegistered.class::isInstance).hasSize(4);
        assertThat(history())
                .filteredOn(Enrolled.class::isInstance)
                .extracting(event -> event.occurred().day().toString())
                .containsExactly("2024-03-04", "2024-02-29", "2024-11-03", "2025-01-15");
        assertThat(history())
                .filteredOn(Discharged.class::isInstance)
                .extracting(event -> ((Discharged) event).reason().code())
                .containsExactly(1, 2, 4);
        assertThat(history())
                .filteredOn(FollowUpRecorded.class::isInstance)
                .extracting(event -> event.occurred().day().toString())
                .containsExactly("2024-05-13", "2025-03-16");
        assertThat(history())
                .filteredOn(Enrolled.class::isInstance)
                .allSatisfy(event -> assertThat(((Enrolled) event).late()).isEqualTo(LateReason.IMPORTED));
    }

    @Test
    void marks_every_entry_as_imported_by_this_run() throws IOException {
        run(rows -> true);
        assertThat(side.log().after(0, 1_000)).allSatisfy(stored -> {
            var entry = side.codec().metadata(stored);
            assertThat(entry.source()).isEqualTo(Source.IMPORT);
            assertThat(entry.correlation()).isEqualTo(RUN);
            assertThat(entry.actor()).isEqualTo(Samples.ADA.id());
        });
    }

    @Test
    void changes_nothing_the_second_time() throws IOException {
        run(rows -> true);
        var head = side.log().head();
        assertThat(run(rows -> true)).isEqualTo(new Intake.Ran(4, 0, 13, List.of(), 0, true));
        assertThat(side.log().head()).isEqualTo(head);
    }

    @Test
    void goes_on_where_it_was_interrupted() throws IOException {
        var stopped = run(rows -> rows < 2);
        assertThat(stopped.complete()).isFalse();
        assertThat(stopped.rows()).isEqualTo(2);
        var rest = run(rows -> true);
        assertThat(stopped.recorded() + rest.recorded()).isEqualTo(15);
        assertThat(history()).hasSize(15);
    }

    @Test
    void finds_its_own_entries_again_when_a_row_was_half_done() throws IOException {
        var before = "1,Ana,Ruiz,1990-02-28,2024-03-04,,,,2\n";
        run(ClinicFile.mapping(), ClinicFile.HEADER + before, rows -> true);
        var ran = run(rows -> true);
        assertThat(ran.flaws()).isEmpty();
        assertThat(history()).hasSize(15);
    }

    @Test
    void gives_the_same_entries_from_lines_of_objects() throws IOException {
        run(rows -> true);
        var head = side.log().head();
        var line = """
                {"No": "1", "First": "Ana", "Last": "Ruiz", "Born": "1990-02-28", "Begin": "2024-03-04", "End": "2024-05-06", "Why": "done", "Days": 70, "Sub": 2}
                """;
        assertThat(run(ClinicFile.mappingOfLines(), line, rows -> true).unchanged())
                .isEqualTo(4);
        assertThat(side.log().head()).isEqualTo(head);
    }

    @Test
    void tells_what_the_rules_refuse_and_goes_on_with_the_others() throws IOException {
        var text = ClinicFile.HEADER + "8,Ed,Ha,1999-12-31,2031-03-04,,,,2\n" + ClinicFile.ROWS;
        var ran = run(ClinicFile.mapping(), text, rows -> true);
        assertThat(ran.flaws()).extracting(Flaw::line, Flaw::code).containsExactly(tuple(2L, "in-the-future"));
        assertThat(ran.rows()).isEqualTo(5);
        assertThat(ran.complete()).isTrue();
    }
}

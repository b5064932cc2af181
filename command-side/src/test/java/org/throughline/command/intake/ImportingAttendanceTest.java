package org.throughline.command.intake;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.throughline.command.Samples;
import org.throughline.command.TestSide;
import org.throughline.events.AbsenceReason;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyEntry.SessionMissed;
import org.throughline.events.LateReason;
import org.throughline.events.SessionEvent.SessionScheduled;

class ImportingAttendanceTest {
    private static final UUID RUN = new UUID(0x7000, 1);

    private final TestSide side = new TestSide();
    private final Intake intake = new Intake(side.desk(), side.streams(), InstantSource.fixed(Samples.NOW));

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        side.close();
    }

    private static String example(String name) {
        var file = "/org/throughline/command/contract/" + name;
        try (var in = requireNonNull(ImportingAttendanceTest.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mapping mapping() {
        return ClinicFile.mapping(example("attendance-mapping.json"));
    }

    private Intake.Ran run(Mapping mapping, String rows, Intake.Progress progress) throws IOException {
        return intake.run(mapping, ClinicFile.write(folder, rows), Samples.ADA, RUN, progress);
    }

    private Intake.Ran run() throws IOException {
        return run(mapping(), example("attendance.csv"), rows -> true);
    }

    private void journeys() throws IOException {
        var mapping = ClinicFile.mapping(example("mapping.json"));
        assertThat(run(mapping, example("rows.csv"), rows -> true).flaws()).isEmpty();
    }

    private List<Flaw> flaws(String... rows) throws IOException {
        var header = example("attendance.csv").lines().findFirst().orElseThrow();
        var file = header + "\n" + String.join("\n", rows) + "\n";
        return intake.check(mapping(), ClinicFile.write(folder, file)).flaws();
    }

    private <E> Stream<E> recorded(Class<E> type) {
        return side.log().after(0, 1_000).stream()
                .map(side.codec()::read)
                .filter(type::isInstance)
                .map(type::cast);
    }

    @Test
    void plans_each_session_once_and_records_who_attended_and_who_missed_it() throws IOException {
        journeys();
        var checked = intake.check(mapping(), ClinicFile.write(folder, example("attendance.csv")));
        assertThat(checked).isEqualTo(new Intake.Checked(6, List.of(), 0));

        assertThat(run()).isEqualTo(new Intake.Ran(6, 10, 0, List.of(), 0, true));

        assertThat(recorded(SessionScheduled.class))
                .extracting(session -> session.starts().toString(), SessionScheduled::minutes)
                .containsExactly(
                        tuple("2024-03-04T23:00:00Z", 180),
                        tuple("2024-03-06T23:00:00Z", 180),
                        tuple("2024-03-08T23:00:00Z", 180),
                        tuple("2024-11-04T14:00:00Z", 120));
        assertThat(recorded(SessionAttended.class))
                .extracting(SessionAttended::presentMinutes)
                .containsExactly(180, 150, 175, 120);
        assertThat(recorded(SessionMissed.class))
                .extracting(SessionMissed::reason)
                .containsExactly(AbsenceReason.WORK, AbsenceReason.UNKNOWN);
        var missed = recorded(SessionMissed.class).findFirst().orElseThrow();
        assertThat(recorded(SessionAttended.class).toList().get(2).makeUpFor()).isEqualTo(missed.entryId());
        assertThat(missed.late()).isEqualTo(LateReason.IMPORTED);
    }

    @Test
    void changes_nothing_the_second_time_and_goes_on_where_it_was_interrupted() throws IOException {
        journeys();
        var stopped = run(mapping(), example("attendance.csv"), rows -> rows < 3);
        assertThat(stopped.complete()).isFalse();
        var rest = run();
        assertThat(stopped.recorded() + rest.recorded()).isEqualTo(10);
        var head = side.log().head();
        assertThat(run()).isEqualTo(new Intake.Ran(6, 0, 6, List.of(), 0, true));
        assertThat(side.log().head()).isEqualTo(head);
    }

    @Test
    void needs_the_journeys_first() throws IOException {
        assertThat(flaws("1,1001,S-101,03/04/2024 18:00,180,Coping,present,180,,"))
                .extracting(Flaw::line, Flaw::field, Flaw::code)
                .containsExactly(tuple(2L, "attendance.journey", "journey-not-found"));
    }

    @Test
    void tells_by_line_and_field_what_is_wrong() throws IOException {
        journeys();
        assertThat(flaws(
                        "1,1001,S-1,03/04/2024 18:00,180,Yoga,present,180,,",
                        "2,1002,S-2,03/10/2024 02:30,180,Coping,present,180,,",
                        "3,1002,S-3,03/11/2024,180,Coping,present,180,,",
                        "4,1002,S-4,03/12/2024 18:00,180,Coping,present,361,,",
                        "5,1002,S-5,03/13/2024 18:00,180,Coping,present,,,",
                        "6,1002,S-6,03/14/2024 18:00,180,Coping,present,-5,,",
                        "7,1001,S-7,03/01/2024 18:00,180,Coping,present,180,,",
                        "8,1001,S-8,03/15/2024 18:00,180,Coping,present,180,,",
                        "9,1001,S-8,03/15/2024 18:00,180,Coping,present,180,,",
                        "10,1002,S-8,03/15/2024 18:00,120,Coping,present,120,,",
                        "11,1002,S-9,03/18/2024 18:00,400,Coping,present,120,,",
                        "11,1001,S-10,03/19/2024 18:00,180,Coping,present,120,,",
                        "12,1001,S-11,03/20/2024 18:00,180,Coping,present,120,,8"))
                .extracting(Flaw::line, Flaw::field, Flaw::code)
                .containsExactly(
                        tuple(2L, "Group", "unknown-code"),
                        tuple(3L, "Began", "bad-date"),
                        tuple(4L, "Began", "bad-date"),
                        tuple(5L, "attendance.presentMinutes", "present-too-long"),
                        tuple(6L, "Present", "missing"),
                        tuple(7L, "Present", "negative"),
                        tuple(8L, "attendance.sessionId", "before-admission"),
                        tuple(10L, "attendance.sessionId", "already-recorded"),
                        tuple(11L, "attendance.session", "differs"),
                        tuple(12L, "attendance.session.minutes", "session-too-long"),
                        tuple(13L, "Line", "twice"),
                        tuple(14L, "attendance.makeUpFor", "nothing-to-make-up"));
        assertThat(recorded(SessionScheduled.class)).isEmpty();
    }

    @Test
    void cannot_be_said_together_with_journeys_nor_of_sessions_whose_time_is_assumed() {
        var both = example("attendance-mapping.json")
                .replace("\"attendance\": {", "\"patient\": {\"given\": {\"constant\": \"a\"}}, \"attendance\": {");
        assertThat(MappingCheck.of(ClinicFile.mapping(both)).flaws())
                .extracting(Flaw::field, Flaw::code)
                .containsExactly(tuple("attendance", "invalid"));

        var assumed = example("attendance-mapping.json")
                .replaceFirst("\"starts\": \\{.*}", "\"starts\": {\"spread\": {\"from\": \"2024-01-01\", \"days\": 5}}")
                .replace("\"absence\":", "\"note\":");
        assertThat(MappingCheck.of(ClinicFile.mapping(assumed)).flaws())
                .extracting(Flaw::field, Flaw::code)
                .containsExactly(tuple("attendance.session.starts", "invalid"), tuple("attendance.absence", "missing"));
    }

    @Test
    void takes_the_hour_that_the_mapping_says_for_days_without_one() throws IOException {
        var mapping = example("mapping.json")
                .replace("\"pattern\": \"MM/dd/uuuu\"}", "\"pattern\": \"MM/dd/uuuu\", \"at\": \"00:00\"}");
        run(ClinicFile.mapping(mapping), example("rows.csv"), rows -> true);
        assertThat(flaws("1,1001,S-1,03/04/2024 09:00,180,Coping,present,180,,"))
                .isEmpty();
    }
}

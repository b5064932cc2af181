package org.throughline.command.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.throughline.command.intake.ClinicFile.HEADER;
import static org.throughline.command.intake.ClinicFile.ROWS;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.throughline.command.Samples;
import org.throughline.command.TestSide;

class TryingAFileTest {
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

    private Intake.Checked check(Mapping mapping, byte[] file) throws IOException {
        return new Intake(side.desk(), side.streams(), InstantSource.fixed(Samples.NOW))
                .check(mapping, ClinicFile.write(folder, file));
    }

    private Intake.Checked check(String rows) throws IOException {
        return check(ClinicFile.mapping(), (HEADER + rows).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void finds_nothing_wrong_with_a_sound_file_and_records_nothing() throws IOException {
        assertThat(check(ROWS)).isEqualTo(new Intake.Checked(4, List.of(), 0));
        assertThat(side.log().head()).isZero();
    }

    @Test
    void tells_everything_that_is_wrong_by_line_and_field() throws IOException {
        var checked = check("""
                1,Ana,Ruiz,1990-02-30,2024-03-04,2024-05-06,vanished,70,2
                2,Bo,Ek,1985-07-01,0000-02-29,,,,5
                3,Cy,Fu,1999-12-31
                1,Di,Go,1999-12-31,2024-03-04,2024-03-03,done,-4,99
                5,,Ha,1999-12-31,2024-03-04,,,abc,x
                6,Ed,Ha,1999-12-31,2030-03-04,,,,
                7,Ed,Ha,1999-12-31,2024-03-04,2024-03-01,done,,
                8,Ed,Ha,1999-12-31,2024-03-04,,,,99
                """);
        assertThat(checked.flaws())
                .extracting(Flaw::line, Flaw::field, Flaw::code)
                .contains(
                        tuple(2L, "Born", "bad-date"),
                        tuple(2L, "Why", "unknown-code"),
                        tuple(3L, "Begin", "bad-date"),
                        tuple(4L, "", "column-count"),
                        tuple(5L, "No", "twice"),
                        tuple(5L, "Days", "negative"),
                        tuple(6L, "First", "missing"),
                        tuple(6L, "Days", "not-a-number"),
                        tuple(6L, "Sub", "not-a-number"),
                        tuple(7L, "admittedAt", "in-the-future"),
                        tuple(8L, "occurredAt", "before-admission"),
                        tuple(9L, "teds.SUB1", "unknown-code"));
        assertThat(checked.flawCount()).isEqualTo(checked.flaws().size());
        assertThat(checked.rows()).isEqualTo(7);
    }

    @Test
    void names_the_lines_that_are_not_utf_8_and_goes_on() throws IOException {
        var file = new ByteArrayOutputStream();
        file.writeBytes(HEADER.getBytes(StandardCharsets.UTF_8));
        file.writeBytes("1,Andr\u00e9,Ek,1990-01-01,2024-03-04,,,,\n".getBytes(StandardCharsets.ISO_8859_1));
        file.writeBytes("2,Andr\u00e9,Ek,1990-01-01,2024-03-04,,,,\n".getBytes(StandardCharsets.UTF_8));
        file.writeBytes("3,A\0,Ek,1990-01-01,2024-03-04,,,,\n".getBytes(StandardCharsets.UTF_8));
        file.writeBytes("4,Al,Ek,1990-01-01,2024-03-04,,vanished,,\n".getBytes(StandardCharsets.UTF_8));
        assertThat(check(ClinicFile.mapping(), file.toByteArray()).flaws())
                .extracting(Flaw::line, Flaw::code)
                .contains(tuple(2L, "encoding"), tuple(4L, "encoding"))
                .doesNotContain(tuple(3L, "encoding"));
    }

    @Test
    void counts_the_lines_of_a_cell_that_spans_several() throws IOException {
        var checked = check("1,\"Ana\nMaria\",Ruiz,1990-02-28,2024-03-04,,,,\n2,Bo,Ek,never,2024-03-04,,,,\n");
        assertThat(checked.flaws()).extracting(Flaw::line, Flaw::field).containsExactly(tuple(4L, "Born"));
    }

    @Test
    void understands_a_byte_order_mark_and_windows_line_ends() throws IOException {
        var text = "\uFEFF" + (HEADER + ROWS).replace("\n", "\r\n");
        assertThat(check(ClinicFile.mapping(), text.getBytes(StandardCharsets.UTF_8))
                        .flaws())
                .isEmpty();
    }

    @Test
    void misses_the_columns_that_the_mapping_asks_for() throws IOException {
        var file = "No,First,Last,Born\n1,A,B,1990-01-01\n".getBytes(StandardCharsets.UTF_8);
        assertThat(check(ClinicFile.mapping(), file).flaws())
                .extracting(Flaw::line, Flaw::field, Flaw::code)
                .contains(tuple(1L, "Begin", "missing-column"), tuple(1L, "Why", "missing-column"));
    }

    @Test
    void refuses_a_header_that_names_a_column_twice() throws IOException {
        var file = "No,No\n1,2\n".getBytes(StandardCharsets.UTF_8);
        assertThat(check(ClinicFile.mapping(), file).flaws())
                .extracting(Flaw::code)
                .contains("header");
    }

    @Test
    void says_where_quotes_stop_to_match() throws IOException {
        assertThat(check("1,\"Ana,Ruiz,1990-02-28,2024-03-04,,,,\n").flaws())
                .extracting(Flaw::code)
                .contains("malformed");
    }

    @Test
    void an_empty_file_is_no_import() throws IOException {
        assertThat(check("").flaws()).extracting(Flaw::code).containsExactly("empty");
    }

    @Test
    void reads_objects_line_by_line_and_tells_which_are_none() throws IOException {
        var file = """
                {"No": 1, "First": "Ana", "Last": "Ruiz", "Born": "1990-02-28", "Begin": "2024-03-04", "Sub": 2}
                {"No": 2, "First": "Ana"
                [1]
                {"No": 3, "First": {"a": 1}, "Last": "Ruiz", "Born": "1990-02-28", "Begin": "2024-03-04"}
                {"No": 4, "First": "Ana", "Last": null, "Born": "1990-02-28", "Begin": "2024-03-04"}
                """;
        assertThat(check(ClinicFile.mappingOfLines(), file.getBytes(StandardCharsets.UTF_8))
                        .flaws())
                .extracting(Flaw::line, Flaw::field, Flaw::code)
                .containsExactly(
                        tuple(2L, "", "malformed"),
                        tuple(3L, "", "malformed"),
                        tuple(4L, "First", "malformed"),
                        tuple(5L, "Last", "missing"));
    }

    @Test
    void looks_through_the_mapping_before_the_file() throws IOException {
        var mapping = ClinicFile.mapping("""
                {"name": "x", "format": "csv", "key": "No", "clinician": "c", "programs": [],
                 "patient": {"given": {"named": "nobody"}, "family": {"column": "a", "constant": "b"}},
                 "enrolment": {"program": {"constant": "p"}, "admitted": {}},
                 "values": {"round": {"named": "round"}}}
                """);
        assertThat(check(mapping, HEADER.getBytes(StandardCharsets.UTF_8)).flaws())
                .extracting(Flaw::line, Flaw::field, Flaw::code)
                .contains(
                        tuple(0L, "programs", "missing"),
                        tuple(0L, "patient.given", "unknown-name"),
                        tuple(0L, "patient.family", "invalid"),
                        tuple(0L, "patient.birthDate", "missing"),
                        tuple(0L, "enrolment.admitted", "invalid"),
                        tuple(0L, "values.round", "too-deep"));
    }

    @Test
    void does_not_guess_what_an_unknown_field_of_a_mapping_means() {
        assertThatThrownBy(() -> ClinicFile.mapping("{\"nmae\": \"x\"}"))
                .isInstanceOfSatisfying(
                        MappingNotUnderstood.class, e -> assertThat(e.field()).isEqualTo("nmae"));
        assertThatThrownBy(() -> ClinicFile.mapping("{")).isInstanceOf(MappingNotUnderstood.class);
    }
}

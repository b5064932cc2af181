package org.throughline.command.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the rows of a file one after the other, of any length, and tells what is wrong with its form. */
final class RowReader {
    private static final CSVFormat CSV = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .setAllowMissingColumnNames(false)
            .get();
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Mapping.Format format;
    private final Set<String> columns;
    private final Consumer<Flaw> flaws;

    /**
     * A reader.
     *
     * @param columns the columns that a mapping asks for
     */
    RowReader(Mapping.Format format, Set<String> columns, Consumer<Flaw> flaws) {
        this.format = format;
        this.columns = columns;
        this.flaws = flaws;
    }

    /** What takes the rows, until it wants no more. */
    interface Taker {
        boolean take(Row row);
    }

    void read(InputStream file, Taker taker) throws IOException {
        LongConsumer badLine = line -> flaws.accept(
                new Flaw(line, "", "encoding", "The line is not UTF-8, or holds a character that no text has."));
        try (var lines = new Utf8Lines(file, badLine)) {
            try {
                switch (format) {
                    case CSV -> csv(lines, taker);
                    case NDJSON -> ndjson(lines, taker);
                }
            } catch (Utf8Lines.TooLong tooLong) {
                flaws.accept(new Flaw(
                        lines.number(), "", "too-long", "The line is longer than 4 MB; what follows cannot be read."));
            }
        }
    }

    private void csv(Utf8Lines lines, Taker taker) throws IOException {
        try (var parser = CSVParser.builder().setReader(lines).setFormat(CSV).get()) {
            var header = parser.getHeaderNames();
            if (header.isEmpty()) {
                flaws.accept(new Flaw(1, "", "header", "The header is missing."));
                return;
            }
            columns.stream()
                    .filter(column -> !header.contains(column))
                    .sorted()
                    .forEach(column ->
                            flaws.accept(new Flaw(1, column, "missing-column", "The header has no such column.")));
            var begins = parser.getCurrentLineNumber() + 1;
            for (var rows = parser.iterator(); rows.hasNext(); ) {
                var record = rows.next();
                var row = row(header, record, begins);
                begins = parser.getCurrentLineNumber() + 1;
                if (row != null && !taker.take(row)) {
                    return;
                }
            }
        } catch (IllegalArgumentException header) {
            flaws.accept(new Flaw(1, "", "header", "The header is missing, or names a column twice or not at all."));
        } catch (CSVException malformed) {
            malformed(lines);
        } catch (UncheckedIOException unread) {
            switch (unread.getCause()) {
                case CSVException ignored -> malformed(lines);
                case Utf8Lines.TooLong tooLong -> throw tooLong;
                case null, default -> throw unread;
            }
        }
    }

    private void malformed(Utf8Lines lines) {
        flaws.accept(
                new Flaw(lines.number(), "", "malformed", "The quotes do not match; what follows cannot be read."));
    }

    private @Nullable Row row(List<String> header, CSVRecord record, long line) {
        if (record.size() == 1 && record.get(0).isBlank()) {
            return null;
        }
        if (!record.isConsistent()) {
            flaws.accept(new Flaw(
                    line,
                    "",
                    "column-count",
                    "The row has " + record.size() + " columns, the header has " + header.size() + "."));
            return null;
        }
        var cells = new LinkedHashMap<String, String>();
        for (var column : header) {
            var cell = record.get(column).strip();
            if (!cell.isEmpty()) {
                cells.put(column, cell);
            }
        }
        return new Row(line, cells);
    }

    private void ndjson(Utf8Lines lines, Taker taker) throws IOException {
        for (var line = lines.line(); line != null; line = lines.line()) {
            if (line.isBlank()) {
                continue;
            }
            try {
                var row = row(JSON.readTree(line), lines.number());
                if (row != null && !taker.take(row)) {
                    return;
                }
            } catch (JacksonException malformed) {
                flaws.accept(new Flaw(
                        lines.number(), "", "malformed", "The line is not one JSON object, or names a field twice."));
            }
        }
    }

    private @Nullable Row row(JsonNode node, long line) {
        if (!node.isObject()) {
            flaws.accept(new Flaw(line, "", "malformed", "A JSON object is needed."));
            return null;
        }
        var cells = new LinkedHashMap<String, String>();
        var sound = true;
        for (var property : node.properties()) {
            var value = property.getValue();
            if (value.isContainer()) {
                flaws.accept(new Flaw(line, property.getKey(), "malformed", "A plain value is needed."));
                sound = false;
            } else if (!value.isNull() && !value.asString().isBlank()) {
                cells.put(property.getKey(), value.asString().strip());
            }
        }
        return sound ? new Row(line, cells) : null;
    }
}

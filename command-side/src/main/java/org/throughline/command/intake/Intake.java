package org.throughline.command.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.throughline.command.record.RecordLog;
import org.throughline.command.record.Streams;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.CommandDesk;
import org.throughline.events.HistoryEvent;
import org.throughline.events.storage.EventCodec;
import org.throughline.events.storage.RecordedAt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes journeys over from a file. A dry run tries every row by the same rules as a command, and records nothing. A run
 * goes through the desk like anybody else. All ids are made from the import's name and the row's key, so what was recorded
 * before is found and left alone: running again, or after an interruption, adds what is missing and nothing else.
 */
@Component
public class Intake {
    /** So many flaws are told in full; the others are counted. */
    public static final int MOST_FLAWS_TOLD = 10_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final CommandDesk desk;
    private final Streams streams;
    private final InstantSource clock;

    @Autowired
    Intake(
            CommandDesk desk,
            RecordLog log,
            @Qualifier("commandCodec") EventCodec<HistoryEvent> codec,
            @Qualifier("commandClock") InstantSource clock) {
        this(desk, new Streams(log, codec), clock);
    }

    /** An intake in front of a desk and what it has recorded. */
    public Intake(CommandDesk desk, Streams streams, InstantSource clock) {
        this.desk = desk;
        this.streams = streams;
        this.clock = clock;
    }

    /**
     * What a dry run found.
     *
     * @param rows how many rows the file has
     * @param flaws what is wrong, in the order of the file
     * @param flawCount how many flaws there are, told or not
     */
    public record Checked(long rows, List<Flaw> flaws, long flawCount) {}

    /**
     * What a run did.
     *
     * @param rows how many rows were worked through
     * @param recorded how many commands were carried out
     * @param unchanged how many had been recorded before
     * @param flaws what was refused
     * @param flawCount how much was refused, told or not
     * @param complete whether it came to the end of the file
     */
    public record Ran(long rows, long recorded, long unchanged, List<Flaw> flaws, long flawCount, boolean complete) {}

    /** Told of each row that is done; ends the run by answering no. */
    public interface Progress {
        /** So many rows are done. */
        boolean at(long rows);
    }

    /**
     * Reads a mapping.
     *
     * @throws MappingNotUnderstood if it is none
     */
    public static Mapping mapping(InputStream json) {
        try {
            @Nullable Mapping mapping = JSON.readValue(json, Mapping.class);
            if (mapping == null) {
                throw new MappingNotUnderstood("", null);
            }
            return mapping;
        } catch (JacksonException e) {
            var path = e.getPath().stream()
                    .map(step ->
                            step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                    .collect(Collectors.joining());
            throw new MappingNotUnderstood(path.startsWith(".") ? path.substring(1) : path, e);
        }
    }

    /** Tries a file: everything that is wrong with it or with its mapping. */
    public Checked check(Mapping mapping, Path file) throws IOException {
        var flaws = new Flaws();
        var found = MappingCheck.of(mapping);
        found.flaws().forEach(flaws);
        if (flaws.count() > 0) {
            return new Checked(0, flaws.told(), flaws.count());
        }
        var trial = new Trial(mapping, streams, RecordedAt.truncated(clock.instant()), flaws);
        trial.programs();
        try (var in = Files.newInputStream(file)) {
            new RowReader(mapping.format(), found.columns(), flaws).read(in, trial);
        }
        if (trial.rows() == 0 && flaws.count() == 0) {
            flaws.accept(new Flaw(1, "", "empty", "The file has no rows."));
        }
        return new Checked(trial.rows(), flaws.told(), flaws.count());
    }

    /**
     * Records what a file says and the record does not have yet. What the rules refuse is told, and the others go on.
     *
     * @param actor who imports; an administrator
     * @param run tells the entries of this run apart from others, as their correlation
     * @throws RuntimeException if the record or the key store does not answer; running again goes on from there
     */
    public Ran run(Mapping mapping, Path file, Actor actor, UUID run, Progress progress) throws IOException {
        var found = MappingCheck.of(mapping);
        if (!found.flaws().isEmpty()) {
            return new Ran(0, 0, 0, found.flaws(), found.flaws().size(), false);
        }
        var flaws = new Flaws();
        var recorder = new Recorder(mapping, desk, streams, clock, actor, run, flaws, progress);
        recorder.programs();
        try (var in = Files.newInputStream(file)) {
            new RowReader(mapping.format(), found.columns(), flaws).read(in, recorder);
        }
        return recorder.ran();
    }
}

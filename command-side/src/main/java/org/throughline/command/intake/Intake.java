package org.throughline.command.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.throughline.command.intake.Mapping.ProgramPlan;
import org.throughline.command.intake.Translation.Translated;
import org.throughline.command.journey.JourneyCommand.EntryCommand;
import org.throughline.command.journey.JourneyFacts;
import org.throughline.command.journey.JourneyRules;
import org.throughline.command.patient.PatientFacts;
import org.throughline.command.patient.PatientRules;
import org.throughline.command.program.ProgramCommand;
import org.throughline.command.program.ProgramCommand.AdoptPolicy;
import org.throughline.command.program.ProgramCommand.PublishProgram;
import org.throughline.command.program.ProgramRules;
import org.throughline.command.record.RecordLog;
import org.throughline.command.record.Streams;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.CommandDesk;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Submission;
import org.throughline.events.EntryId;
import org.throughline.events.HistoryEvent;
import org.throughline.events.ProgramId;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.Source;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Patient;
import org.throughline.events.folds.Program;
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
        if (flaws.count > 0) {
            return flaws.checked(0);
        }
        var trial = new Trial(mapping, flaws);
        trial.programs();
        try (var in = Files.newInputStream(file)) {
            new RowReader(mapping.format(), found.columns(), flaws).read(in, trial::row);
        }
        if (trial.rows == 0 && flaws.count == 0) {
            flaws.accept(new Flaw(1, "", "empty", "The file has no rows."));
        }
        return flaws.checked(trial.rows);
    }

    /** Keeps what is wrong, as far as it is told. */
    private static final class Flaws implements Consumer<Flaw> {
        private final List<Flaw> told = new ArrayList<>();
        private long count;

        @Override
        public void accept(Flaw flaw) {
            count++;
            if (told.size() < MOST_FLAWS_TOLD) {
                told.add(flaw);
            }
        }

        Checked checked(long rows) {
            told.sort(Comparator.comparingLong(Flaw::line));
            return new Checked(rows, List.copyOf(told), count);
        }
    }

    /** Tries rows by the rules, without recording anything. */
    private final class Trial {
        private final Mapping mapping;
        private final Translation translation;
        private final Flaws flaws;
        private final Map<ProgramId, Program> programs = new HashMap<>();
        private final HashSet<String> keys = new HashSet<>();
        private final Instant now = RecordedAt.truncated(clock.instant());
        private long rows;

        Trial(Mapping mapping, Flaws flaws) {
            this.mapping = mapping;
            this.translation = new Translation(mapping);
            this.flaws = flaws;
        }

        void programs() {
            for (var plan : mapping.programs()) {
                var program = streams.read(plan.id().value()).program(plan.id());
                try {
                    for (var command : openings(plan, program, now)) {
                        for (var event : ProgramRules.decide(program, command)) {
                            program = Program.evolve(program, event);
                        }
                    }
                } catch (Refused refused) {
                    tell(refused, 0, "programs." + plan.code() + ".", flaws);
                }
                programs.put(plan.id(), program);
            }
        }

        boolean row(Row row) {
            rows++;
            var key = row.cell(mapping.key());
            if (!key.isEmpty() && !keys.add(key)) {
                flaws.accept(new Flaw(row.line(), mapping.key(), "twice", "Another row has the same key."));
            }
            var translated = translation.of(row, now, flaws);
            if (translated != null) {
                attempt(translated);
            }
            return true;
        }

        private void attempt(Translated row) {
            var read = streams.read(
                    row.patient().patientId().value(), row.journey().value());
            var program = programs.getOrDefault(row.patient().programId(), Program.UNPUBLISHED);
            var patient = read.patient(row.patient().patientId());
            try {
                if (patient.program().isEmpty()) {
                    for (var event :
                            PatientRules.decide(patient, new PatientFacts(program, List.of()), row.patient())) {
                        patient = Patient.evolve(patient, event);
                    }
                }
            } catch (Refused refused) {
                tell(refused, row.line(), "patient.", flaws);
                return;
            }
            var facts = new JourneyFacts(patient, program, Map.of(), Map.of());
            var journey = read.journey(row.journey());
            for (var command : row.entries()) {
                if (recorded(journey, command)) {
                    continue;
                }
                try {
                    journey = journey.after(JourneyRules.decide(journey, facts, command));
                } catch (Refused refused) {
                    tell(refused, row.line(), "", flaws);
                    return;
                }
            }
        }
    }

    private static boolean recorded(Journey journey, EntryCommand command) {
        return journey.effective().containsKey(command.entryId())
                || journey.withdrawn().contains(command.entryId());
    }

    /** Everything that a refusal says is wrong. */
    private static void tell(Refused refused, long line, String before, Consumer<Flaw> flaws) {
        if (refused.problems().isEmpty()) {
            flaws.accept(new Flaw(line, "", refused.rule().code(), refused.detail()));
        }
        refused.problems()
                .forEach(problem -> flaws.accept(
                        new Flaw(line, before + problem.field(), problem.rule().code(), problem.detail())));
    }

    /** What is missing to a program: its publication, its policy, both or nothing. */
    private static List<ProgramCommand> openings(ProgramPlan plan, Program program, Instant now) {
        var missing = new ArrayList<ProgramCommand>();
        if (program.published() == null) {
            missing.add(new PublishProgram(
                    plan.id(), now, plan.name(), plan.levelOfCare(), plan.population(), plan.timeZone()));
        }
        if (program.policies().isEmpty()) {
            missing.add(new AdoptPolicy(
                    plan.id(),
                    now,
                    plan.policyFrom(),
                    new ProgramPolicy(DayOfWeek.MONDAY, plan.weeklyMinutes(), 60, 180, 360, 24, 14, 3, 30, 6)));
        }
        return missing;
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
        var work = new Work(mapping, actor, run, flaws, progress);
        work.programs();
        try (var in = Files.newInputStream(file)) {
            new RowReader(mapping.format(), found.columns(), flaws).read(in, work::row);
        }
        var told = flaws.checked(0).flaws();
        return new Ran(work.rows, work.recorded, work.unchanged, told, flaws.count, !work.ended);
    }

    private final class Work {
        private final Mapping mapping;
        private final Translation translation;
        private final Actor actor;
        private final UUID run;
        private final Flaws flaws;
        private final Progress progress;
        private long rows;
        private long recorded;
        private long unchanged;
        private boolean ended;

        Work(Mapping mapping, Actor actor, UUID run, Flaws flaws, Progress progress) {
            this.mapping = mapping;
            this.translation = new Translation(mapping);
            this.actor = actor;
            this.run = run;
            this.flaws = flaws;
            this.progress = progress;
        }

        void programs() {
            for (var plan : mapping.programs()) {
                var program = streams.read(plan.id().value()).program(plan.id());
                for (var command : openings(plan, program, now())) {
                    submit(command, null, plan.id().value() + command.getClass().getSimpleName());
                }
            }
        }

        private Instant now() {
            return RecordedAt.truncated(clock.instant());
        }

        boolean row(Row row) {
            var translated = translation.of(row, now(), flaws);
            if (translated != null) {
                try {
                    record(translated);
                } catch (Refused refused) {
                    tell(refused, translated.line(), "", flaws);
                }
            }
            ended = !progress.at(++rows);
            return !ended;
        }

        private void record(Translated row) {
            var read = streams.read(
                    row.patient().patientId().value(), row.journey().value());
            if (read.patient(row.patient().patientId()).program().isEmpty()) {
                submit(row.patient(), null, row.patient().patientId().toString());
            } else {
                unchanged++;
            }
            var journey = read.journey(row.journey());
            for (var command : row.entries()) {
                if (recorded(journey, command)) {
                    unchanged++;
                } else {
                    submit(command, command.entryId(), command.entryId().toString());
                }
            }
        }

        private void submit(Object command, @Nullable EntryId entry, String key) {
            var receipt =
                    desk.submit(new Submission(command, actor, Source.IMPORT, run, entry).under("import-" + key, null));
            if (receipt.replayed()) {
                unchanged++;
            } else {
                recorded++;
            }
        }
    }
}

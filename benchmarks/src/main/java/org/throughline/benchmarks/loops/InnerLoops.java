package org.throughline.benchmarks.loops;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.throughline.events.HistoryEvent;
import org.throughline.events.JourneyEvent;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Program;
import org.throughline.events.folds.WeekJudgement;
import org.throughline.events.storage.EventCodec;
import org.throughline.events.storage.StoredEvent;
import org.throughline.query.outcomes.survival.KaplanMeier;
import org.throughline.query.outcomes.survival.Observations;
import org.throughline.query.outcomes.survival.Quantile;

/** What is done once for every event, journey or observation; each loop is called in the report as it is named here. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class InnerLoops {
    private static final int OBSERVATIONS = 1_000_000;
    private static final int LONGEST_DAYS = 730;

    private final EventCodec<HistoryEvent> codec = EventCodec.ofHistory();
    private final OneKey key;
    private final StoredEvent stored;
    private final HistoryEvent attended;
    private final List<JourneyEvent> events;
    private final Journey journey;
    private final Program program;
    private final Instant end;
    private final int[] days = new Random(7).ints(OBSERVATIONS, 0, LONGEST_DAYS).toArray();

    /** Everything that is measured with. */
    public InnerLoops() {
        var sample = new LongJourney();
        key = new OneKey(sample.patient());
        var all = sample.stored(codec, key);
        stored = all.get(1);
        attended = codec.open(stored, key);
        events = all.stream().map(one -> (JourneyEvent) codec.read(one)).toList();
        journey = Journey.UNENROLLED.after(events);
        program = sample.program();
        end = sample.end();
    }

    /** Sealed text included, as for who may know it. */
    @Benchmark
    public HistoryEvent openingAStoredEvent() {
        return codec.open(stored, key);
    }

    /** Sealed text stays sealed, as for nearly every read model. */
    @Benchmark
    public HistoryEvent readingAStoredEvent() {
        return codec.read(stored);
    }

    @Benchmark
    public String sealingAndWritingAnEvent() {
        return codec.write(attended, stored.eventId(), key);
    }

    @Benchmark
    public Journey foldingAJourneyOf500Events() {
        return Journey.UNENROLLED.after(events);
    }

    @Benchmark
    public List<WeekJudgement> judgingItsWeeks() {
        return WeekJudgement.judge(journey, program, end);
    }

    @Benchmark
    public Quantile medianSurvivalOfAMillionObservations() {
        var observations = Observations.builder();
        for (var day : days) {
            observations.add(day, day % 3 > 0);
        }
        return KaplanMeier.of(observations.build()).median();
    }
}

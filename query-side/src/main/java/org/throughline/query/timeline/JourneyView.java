package org.throughline.query.timeline;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEntry.Discharged;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.RelapseReported;
import org.throughline.events.JourneyEvent.EntryVoided;
import org.throughline.events.Personal;
import org.throughline.events.Source;
import org.throughline.query.page.Times;
import org.throughline.query.page.Words;

/**
 * A timeline as pages show it: by day, the latest first.
 *
 * @param left how many earlier entries are left out
 * @param last the place of the last event in the record
 * @param news the last event in words, for those who listen to the page
 */
public record JourneyView(List<Day> days, int left, long last, String news) {
    /** More entries than most journeys have; a longer timeline is shown at once only on request. */
    static final int ENOUGH = 100;

    public JourneyView {
        days = List.copyOf(days);
    }

    /** A day with what happened on it. */
    public record Day(LocalDate date, String label, List<Line> lines) {
        public Day {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One entry.
     *
     * @param entry what corrections refer to; null for what only takes something back
     * @param kind the form it was recorded with, for corrections
     * @param occurred the time it happened on its day, where the program is
     * @param recorded when it was recorded: the time alone if that was on the same day
     * @param late why and by how much it was recorded late; null if it was not
     * @param door how it came in, if not as the journey did
     * @param may what the reader may do about it
     */
    public record Line(
            long position,
            @Nullable EntryId entry,
            String kind,
            Telling told,
            String occurred,
            String recorded,
            String recordedExactly,
            String by,
            String role,
            @Nullable String late,
            @Nullable String door,
            @Nullable EntryId corrects,
            @Nullable Struck struck,
            May may) {

        /** The note in the clear; null if there is none or it cannot be read. */
        public @Nullable String note() {
            var note = told.note();
            return note == null ? null : note.ifKnown().orElse(null);
        }

        /** Whether there was a note that nobody can read any more. */
        public boolean noteErased() {
            return told.note() instanceof Personal.Erased;
        }

        /** Whether there is a note that nobody can read unless its key is put back. */
        public boolean noteLost() {
            return told.note() instanceof Personal.Lost;
        }
    }

    /**
     * What a reader may do about an entry.
     *
     * @param correct replace it by what is right
     * @param strike say that it never counted
     * @param retract say that a reported return to use was none
     * @param rescind say that the journey goes on after all
     */
    public record May(boolean correct, boolean strike, boolean retract, boolean rescind) {
        /** Whether there is anything. */
        public boolean anything() {
            return correct || strike || retract || rescind;
        }
    }

    /**
     * Who looks at a timeline, as far as it decides what they may change: one's own entries, or as a supervisor all.
     *
     * @param records whether they may record on the journey at all
     */
    public record Hand(String actor, boolean records, boolean supervises) {
        /** Somebody who only reads. */
        public static final Hand READING = new Hand("", false, false);

        private May on(JourneyEntry said, String author) {
            var own = records && (supervises || actor.equals(author));
            return new May(
                    own,
                    own && !(said instanceof Discharged),
                    records && said instanceof RelapseReported,
                    records && supervises && said instanceof Discharged);
        }
    }

    private static final May NOTHING = new May(false, false, false, false);

    /** That an entry no longer counts: who said so, when, why, and what is right instead. */
    public record Struck(
            String how,
            String by,
            String role,
            String at,
            String reason,
            @Nullable String note,
            @Nullable EntryId replacedBy) {}

    /** A timeline in words. */
    public static JourneyView of(Timeline timeline, UnaryOperator<String> names, Hand hand) {
        return of(timeline.entries(), List.of(), 0, names, hand);
    }

    /** The latest of a timeline in words. */
    static JourneyView of(Timelines.Latest latest, UnaryOperator<String> names, Hand hand) {
        return of(latest.entries(), latest.around(), latest.left(), names, hand);
    }

    /** Some entries in words, for reading only. */
    public static JourneyView of(List<Timeline.Entry> entries, UnaryOperator<String> names) {
        return of(entries, List.of(), 0, names, Hand.READING);
    }

    private static JourneyView of(
            List<Timeline.Entry> entries,
            List<Timeline.Entry> around,
            int left,
            UnaryOperator<String> names,
            Hand hand) {
        var byPosition = new TreeMap<Long, Timeline.Entry>();
        entries.forEach(entry -> byPosition.put(entry.position(), entry));
        around.forEach(entry -> byPosition.put(entry.position(), entry));
        // the journey came in as its first event did
        var home = byPosition.isEmpty()
                ? null
                : byPosition.firstEntry().getValue().metadata().source();
        var days = new TreeMap<LocalDate, List<Line>>(Comparator.reverseOrder());
        entries.stream()
                // a correction is told where it strikes something out
                .filter(entry -> !(entry.event() instanceof EntryVoided))
                .forEach(entry -> days.computeIfAbsent(entry.event().occurred().day(), ignored -> new ArrayList<>())
                        .addFirst(line(entry, byPosition, names, hand, home)));
        var last = byPosition.lastEntry();
        return new JourneyView(
                days.entrySet().stream()
                        .map(day -> new Day(day.getKey(), Times.day(day.getKey()), day.getValue()))
                        .toList(),
                left,
                last == null ? 0 : last.getKey(),
                last == null ? "" : Telling.of(last.getValue().event()).title());
    }

    private static Line line(
            Timeline.Entry entry,
            Map<Long, Timeline.Entry> all,
            UnaryOperator<String> names,
            Hand hand,
            @Nullable Source home) {
        var event = entry.event();
        var zone = event.occurred().zone();
        var said = event instanceof JourneyEntry correctable ? correctable : null;
        var who = entry.metadata();
        return new Line(
                entry.position(),
                said == null ? null : said.entryId(),
                kind(entry.name()),
                Telling.of(event),
                event.occurred().assumed()
                        ? "that day"
                        : Times.time(event.occurred().at(), zone),
                recorded(entry),
                Times.exact(entry.recordedAt(), zone),
                names.apply(who.actor()),
                Words.of(who.role()),
                said == null ? null : late(said, entry),
                event instanceof Enrolled || who.source() != home ? door(who.source(), home) : null,
                said == null ? null : said.corrects(),
                struck(entry, all, names),
                said == null || entry.withdrawn() != null ? NOTHING : hand.on(said, who.actor()));
    }

    private static String recorded(Timeline.Entry entry) {
        var occurred = entry.event().occurred();
        var day = entry.recordedAt().atZone(occurred.zone()).toLocalDate();
        return day.equals(occurred.day())
                ? Times.time(entry.recordedAt(), occurred.zone())
                : Times.moment(entry.recordedAt(), occurred.zone());
    }

    private static String kind(String name) {
        return switch (name) {
            case "journey.enrolled" -> "enrolment";
            case "journey.session-attended" -> "attendance";
            case "journey.session-missed" -> "absence";
            case "journey.relapse-reported" -> "relapse";
            case "journey.follow-up-recorded" -> "follow-up";
            case "journey.discharged" -> "discharge";
            default -> "";
        };
    }

    private static @Nullable String late(JourneyEntry said, Timeline.Entry entry) {
        var reason = said.late();
        if (reason == null) {
            return null;
        }
        var after = Duration.between(said.occurred().at(), entry.recordedAt());
        var days = after.toDays();
        var amount = days > 1 ? days + " days" : Math.max(1, after.toHours()) + " h";
        return "Recorded " + amount + " later · " + Words.of(reason).toLowerCase(Locale.ENGLISH);
    }

    /** How something came in, where that is not how one would expect. */
    static @Nullable String door(Source source, @Nullable Source home) {
        return switch (source) {
            case API, PAGE -> home == Source.IMPORT || home == Source.DEMONSTRATION ? "Entered by hand" : null;
            case IMPORT -> "Imported";
            case DEMONSTRATION -> "Synthetic";
            case PROCESS -> "Automatic";
        };
    }

    private static @Nullable Struck struck(
            Timeline.Entry entry, Map<Long, Timeline.Entry> all, UnaryOperator<String> names) {
        var withdrawn = entry.withdrawn();
        if (withdrawn == null) {
            return null;
        }
        var cause = all.get(withdrawn.position());
        var note = cause == null ? null : Telling.of(cause.event()).note();
        return new Struck(
                how(withdrawn),
                names.apply(withdrawn.actor()),
                Words.of(withdrawn.role()),
                Times.moment(withdrawn.at(), entry.event().occurred().zone()),
                Words.of(withdrawn.reason()),
                note == null ? null : note.ifKnown().orElse(null),
                withdrawn.replacedBy());
    }

    private static String how(Timeline.Withdrawal withdrawn) {
        if (withdrawn.replacedBy() != null) {
            return "Corrected";
        }
        return switch (withdrawn.name()) {
            case "journey.relapse-retracted" -> "Taken back";
            case "journey.discharge-rescinded" -> "Taken back";
            default -> "Struck out";
        };
    }
}

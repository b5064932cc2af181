package org.throughline.command.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Refused.Conflict;
import org.throughline.command.submission.Rule;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEntry.Discharged;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.JourneyEntry.RelapseReported;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyEntry.SessionMissed;
import org.throughline.events.JourneyEvent;
import org.throughline.events.SessionId;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Program;

/** What must hold between the entries that count on a journey, however they came about. */
final class Invariants {
    /**
     * Something that does not hold.
     *
     * @param entry the entry that breaks the rule
     * @param field what whoever recorded it would look at
     * @param against the entry that it collides with, if it is another one
     */
    record Broken(
            EntryId entry,
            Rule rule,
            String field,
            @Nullable EntryId against) {}

    private Invariants() {}

    /**
     * Refuses events that break what held before.
     *
     * @throws Refused by the rule itself if only what is being recorded breaks it, else naming the other entries
     */
    static void refuseNewlyBroken(Journey before, List<? extends JourneyEvent> events, Program program) {
        var afterwards = broken(before.after(events), program);
        if (afterwards.isEmpty()) {
            return;
        }
        var known = broken(before, program);
        var broken = afterwards.stream().filter(one -> !known.contains(one)).toList();
        if (broken.isEmpty()) {
            return;
        }
        var recorded = events.stream()
                .filter(JourneyEntry.class::isInstance)
                .map(event -> ((JourneyEntry) event).entryId())
                .collect(Collectors.toSet());
        var own = broken.stream().filter(one -> recorded.contains(one.entry())).findFirst();
        var standing = broken.stream()
                .flatMap(one -> Stream.of(Optional.of(one.entry()), Optional.ofNullable(one.against()))
                        .flatMap(Optional::stream)
                        .filter(entry -> !recorded.contains(entry))
                        .map(entry -> new Conflict(entry, one.rule())))
                .distinct()
                .toList();
        if (own.isPresent()) {
            var first = own.get();
            throw new Refused(first.rule(), first.field(), first.rule().sentence(), standing);
        }
        throw Refused.because(Rule.ENTRIES_STAND_AGAINST_IT, standing);
    }

    /** Everything that does not hold. */
    static Set<Broken> broken(Journey journey, Program program) {
        var found = new Check(journey, program);
        journey.enrolment().ifPresentOrElse(found::follow, found::withoutEnrolment);
        return found.broken;
    }

    private static final class Check {
        private final Journey journey;
        private final Program program;
        private final Optional<Discharged> discharge;
        private final Set<Broken> broken = new LinkedHashSet<>();
        private final Map<SessionId, EntryId> bySession = new HashMap<>();
        private final Map<EntryId, EntryId> makeUps = new HashMap<>();

        Check(Journey journey, Program program) {
            this.journey = journey;
            this.program = program;
            this.discharge = journey.discharge();
        }

        void withoutEnrolment() {
            journey.effective().keySet().forEach(entry -> breaks(entry, Rule.WITHOUT_ENROLMENT, "journeyId"));
        }

        void follow(Enrolled enrolled) {
            for (var entry : journey.effective().values()) {
                switch (entry) {
                    case Enrolled other -> {
                        if (!other.entryId().equals(enrolled.entryId())) {
                            breaks(other.entryId(), Rule.ALREADY_ENROLLED, "journeyId");
                        }
                    }
                    case SessionAttended attended -> {
                        within(enrolled, attended);
                        beforeLastContact(enrolled, attended);
                        once(attended.sessionId(), attended);
                        if (attended.makeUpFor() != null) {
                            makeUp(attended, attended.makeUpFor());
                        }
                    }
                    case SessionMissed missed -> {
                        within(enrolled, missed);
                        once(missed.sessionId(), missed);
                    }
                    case RelapseReported relapse -> fromAdmissionDay(enrolled, relapse);
                    case FollowUpRecorded followUp -> fromAdmissionDay(enrolled, followUp);
                    case Discharged discharged -> ends(enrolled, discharged);
                }
            }
            atOneSessionAtATime();
        }

        private void breaks(EntryId entry, Rule rule, String field) {
            broken.add(new Broken(entry, rule, field, null));
        }

        /** Counts the entries that share what only one may have. */
        private <K> void alone(Map<K, EntryId> taken, K key, EntryId entry, Rule rule, String field) {
            var first = taken.putIfAbsent(key, entry);
            if (first != null) {
                broken.add(new Broken(entry, rule, field, first));
            }
        }

        private void within(Enrolled enrolled, JourneyEntry entry) {
            if (Moments.before(entry.occurred(), enrolled.occurred())) {
                breaks(entry.entryId(), Rule.BEFORE_ADMISSION, "sessionId");
            }
            if (discharge
                    .filter(end -> Moments.before(end.occurred(), entry.occurred()))
                    .isPresent()) {
                breaks(entry.entryId(), Rule.AFTER_DISCHARGE, "sessionId");
            }
        }

        /** Only where the days of the discharge are sound in themselves: else that is what is told. */
        private void beforeLastContact(Enrolled enrolled, SessionAttended attended) {
            discharge
                    .filter(end -> !Moments.before(end.occurred(), attended.occurred()))
                    .filter(end ->
                            !end.lastContact().isBefore(enrolled.occurred().day()))
                    .filter(end -> attended.occurred().day().isAfter(end.lastContact()))
                    .ifPresent(end -> broken.add(
                            new Broken(end.entryId(), Rule.AFTER_LAST_CONTACT, "lastContact", attended.entryId())));
        }

        /**
         * Nobody is present for more minutes than sessions that overlap last together, from the begin of the first to the
         * end of the last. Asked from every session on, for a long one may hold several short ones.
         */
        private void atOneSessionAtATime() {
            var attended = journey.attendances()
                    .sorted(Comparator.comparing(one -> one.occurred().at()))
                    .toList();
            for (int i = 0; i < attended.size(); i++) {
                var first = attended.get(i);
                var end = end(first);
                var present = first.presentMinutes();
                for (int j = i + 1; j < attended.size(); j++) {
                    var next = attended.get(j);
                    if (!next.occurred().at().isBefore(end)) {
                        break;
                    }
                    // recorded twice for one session is told as that
                    if (!next.sessionId().equals(first.sessionId())) {
                        end = end(next).isAfter(end) ? end(next) : end;
                        present += next.presentMinutes();
                        if (present
                                > Duration.between(first.occurred().at(), end).toMinutes()) {
                            atTwoSessions(first, next);
                        }
                    }
                }
            }
        }

        private void atTwoSessions(SessionAttended one, SessionAttended other) {
            var order = new ArrayList<>(journey.effective().keySet());
            var oneIsLater = order.indexOf(one.entryId()) > order.indexOf(other.entryId());
            broken.add(new Broken(
                    (oneIsLater ? one : other).entryId(),
                    Rule.AT_TWO_SESSIONS,
                    "presentMinutes",
                    (oneIsLater ? other : one).entryId()));
        }

        private static Instant end(SessionAttended attended) {
            var minutes = Math.max(attended.scheduledMinutes(), attended.presentMinutes());
            return attended.occurred().at().plus(Duration.ofMinutes(minutes));
        }

        private void fromAdmissionDay(Enrolled enrolled, JourneyEntry entry) {
            if (entry.occurred().day().isBefore(enrolled.occurred().day())) {
                breaks(entry.entryId(), Rule.BEFORE_ADMISSION, "occurredAt");
            }
        }

        private void ends(Enrolled enrolled, Discharged discharged) {
            if (discharge.filter(first -> !first.equals(discharged)).isPresent()) {
                breaks(discharged.entryId(), Rule.ALREADY_DISCHARGED, "journeyId");
            }
            if (Moments.before(discharged.occurred(), enrolled.occurred())) {
                breaks(discharged.entryId(), Rule.BEFORE_ADMISSION, "occurredAt");
            }
            if (discharged.lastContact().isAfter(discharged.occurred().day())) {
                breaks(discharged.entryId(), Rule.DISCHARGE_BEFORE_LAST_CONTACT, "lastContact");
            }
            if (discharged.lastContact().isBefore(enrolled.occurred().day())) {
                breaks(discharged.entryId(), Rule.BEFORE_ADMISSION, "lastContact");
            }
        }

        private void once(SessionId session, JourneyEntry entry) {
            alone(bySession, session, entry.entryId(), Rule.ALREADY_RECORDED, "sessionId");
        }

        private void makeUp(SessionAttended attended, EntryId named) {
            if (!(journey.asCorrected(named).orElse(null) instanceof SessionMissed missed)) {
                breaks(attended.entryId(), Rule.NOTHING_TO_MAKE_UP, "makeUpFor");
                return;
            }
            alone(makeUps, missed.entryId(), attended.entryId(), Rule.MADE_UP_ALREADY, "makeUpFor");
            var missedOn = missed.occurred().day();
            var days = program.policyOn(missedOn)
                    .map(adopted -> adopted.policy().makeUpWithinDays())
                    .orElse(0);
            if (!Moments.before(missed.occurred(), attended.occurred())
                    || attended.occurred().day().isAfter(missedOn.plusDays(days))) {
                breaks(attended.entryId(), Rule.MADE_UP_TOO_LATE, "makeUpFor");
            }
        }
    }
}

package org.throughline.query.attendance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.throughline.events.AbsenceKind;
import org.throughline.events.JourneyEntry;
import org.throughline.events.JourneyEntry.Discharged;
import org.throughline.events.JourneyEntry.Enrolled;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.JourneyEntry.RelapseReported;
import org.throughline.events.JourneyEntry.SessionAttended;
import org.throughline.events.JourneyEntry.SessionMissed;
import org.throughline.events.JourneyEvent;
import org.throughline.query.feed.FactReader;
import org.throughline.query.feed.FactWriter;
import org.throughline.query.feed.Folding;
import org.throughline.query.feed.RecordedEvent;

/**
 * What the attendance of a journey follows from: the entries that count of those that weeks are judged by, each with its
 * place in the record, which tells it in full.
 */
final class Facts implements Folding.Kept {
    /** An admission. */
    record Admission(long position, LocalDate day, UUID program, int weeklyMinutes, String zone) {}

    /** A discharge. */
    record End(long position, LocalDate day) {}

    /** What became of a session. The code is what is stored. */
    enum What {
        ATTENDED(1),
        EXCUSED(2),
        NO_SHOW(3);

        private final int code;

        What(int code) {
            this.code = code;
        }

        private static What of(int code) {
            for (var what : values()) {
                if (what.code == code) {
                    return what;
                }
            }
            throw new IllegalArgumentException("no session is stored as " + code);
        }

        private static What of(AbsenceKind absence) {
            return switch (absence) {
                case NO_SHOW -> NO_SHOW;
                case EXCUSED -> EXCUSED;
            };
        }
    }

    /**
     * A session attended or missed.
     *
     * @param week the first day of the program's week that it counts in, as {@link LocalDate#toEpochDay} counts
     * @param credited minutes; 0 if missed
     */
    record Session(long position, What what, Instant at, int week, int scheduled, int credited) {}

    private long version;
    private @Nullable Admission last;
    private final Map<UUID, Admission> admissions = new LinkedHashMap<>();
    private final Map<UUID, End> ends = new LinkedHashMap<>();
    private final Map<UUID, Session> sessions = new LinkedHashMap<>();

    /** The sequence of the last entry of these kinds, whether it counts or not. */
    long version() {
        return version;
    }

    /** The last admission that counts; if none does, the last that did. */
    Optional<Admission> admission() {
        return admissions.values().stream().reduce((_, later) -> later).or(() -> Optional.ofNullable(last));
    }

    /** The discharge that counts; empty while the journey is open. */
    Optional<End> end() {
        return ends.values().stream().findFirst();
    }

    /** The sessions that count. */
    Collection<Session> sessions() {
        return sessions.values();
    }

    /** Where the record tells the entries that count. */
    List<Long> positions() {
        return Stream.of(
                        admissions.values().stream().map(Admission::position),
                        ends.values().stream().map(End::position),
                        sessions.values().stream().map(Session::position))
                .flatMap(positions -> positions)
                .toList();
    }

    @Override
    public void add(RecordedEvent recorded) {
        if (!(recorded.event() instanceof JourneyEvent event)) {
            return;
        }
        var withdrawn = event.withdraws();
        if (withdrawn != null) {
            admissions.remove(withdrawn.value());
            ends.remove(withdrawn.value());
            sessions.remove(withdrawn.value());
        }
        if (event instanceof JourneyEntry entry) {
            add(recorded, entry);
        }
    }

    private void add(RecordedEvent recorded, JourneyEntry entry) {
        var id = entry.entryId().value();
        var position = recorded.position();
        switch (entry) {
            case Enrolled e -> {
                last = new Admission(
                        position,
                        e.occurred().day(),
                        e.programId().value(),
                        e.weeklyMinutes(),
                        e.occurred().zone().toString());
                admissions.put(id, last);
                version = recorded.stored().sequence();
            }
            case Discharged e -> {
                ends.put(id, new End(position, e.occurred().day()));
                version = recorded.stored().sequence();
            }
            case SessionAttended e -> {
                sessions.put(
                        id,
                        new Session(
                                position,
                                What.ATTENDED,
                                e.occurred().at(),
                                week(e.week()),
                                e.scheduledMinutes(),
                                e.creditedMinutes()));
                version = recorded.stored().sequence();
            }
            case SessionMissed e -> {
                sessions.put(
                        id,
                        new Session(
                                position,
                                What.of(e.absence()),
                                e.occurred().at(),
                                week(e.week()),
                                e.scheduledMinutes(),
                                0));
                version = recorded.stored().sequence();
            }
            case RelapseReported _, FollowUpRecorded _ -> {}
        }
    }

    private static int week(LocalDate first) {
        return Math.toIntExact(first.toEpochDay());
    }

    @Override
    public void write(FactWriter facts) {
        facts.large(version);
        facts.flag(last != null);
        if (last != null) {
            write(facts, last);
        }
        facts.number(admissions.size());
        admissions.forEach((id, admission) -> {
            facts.id(id);
            write(facts, admission);
        });
        facts.number(ends.size());
        ends.forEach((id, end) -> {
            facts.id(id);
            facts.large(end.position);
            facts.day(end.day);
        });
        facts.number(sessions.size());
        sessions.forEach((id, session) -> {
            facts.id(id);
            facts.large(session.position);
            facts.code(session.what.code);
            facts.moment(session.at);
            facts.number(session.week);
            facts.number(session.scheduled);
            facts.number(session.credited);
        });
    }

    private static void write(FactWriter facts, Admission admission) {
        facts.large(admission.position);
        facts.day(admission.day);
        facts.id(admission.program);
        facts.number(admission.weeklyMinutes);
        facts.text(admission.zone);
    }

    /** What was written. */
    static Facts read(FactReader facts) {
        var read = new Facts();
        read.version = facts.large();
        read.last = facts.flag() ? admission(facts) : null;
        for (var left = facts.number(); left > 0; left--) {
            read.admissions.put(facts.id(), admission(facts));
        }
        for (var left = facts.number(); left > 0; left--) {
            read.ends.put(facts.id(), new End(facts.large(), facts.day()));
        }
        for (var left = facts.number(); left > 0; left--) {
            read.sessions.put(
                    facts.id(),
                    new Session(
                            facts.large(),
                            What.of(facts.code()),
                            facts.moment(),
                            facts.number(),
                            facts.number(),
                            facts.number()));
        }
        return read;
    }

    private static Admission admission(FactReader facts) {
        return new Admission(facts.large(), facts.day(), facts.id(), facts.number(), facts.text());
    }
}

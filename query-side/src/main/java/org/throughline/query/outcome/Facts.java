package org.throughline.query.outcome;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.events.AbsenceKind;
import org.throughline.events.FollowUpStatus;
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
import tools.jackson.databind.json.JsonMapper;

/** What the outcome of a journey follows from: its entries that count, each as far as it matters here. No identity. */
final class Facts implements Folding.Kept {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What an entry is. The code is what is stored. */
    enum What {
        ATTENDED(1),
        EXCUSED(2),
        NO_SHOW(3),
        RELAPSE(4),
        FOUND_WITHOUT_RETURN(5),
        FOUND_RETURNED(6),
        LOST(7),
        RETURNED_OR_LOST(8),
        FOUND_DEAD(9);

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
            throw new IllegalArgumentException("no entry is stored as " + code);
        }

        private static What of(AbsenceKind absence) {
            return switch (absence) {
                case NO_SHOW -> NO_SHOW;
                case EXCUSED -> EXCUSED;
            };
        }

        private static What of(FollowUpStatus status) {
            return switch (status) {
                case NO_RETURN_REPORTED -> FOUND_WITHOUT_RETURN;
                case RETURNED_TO_USE -> FOUND_RETURNED;
                case LOST -> LOST;
                case RETURN_TO_USE_OR_LOST -> RETURNED_OR_LOST;
                case DIED -> FOUND_DEAD;
            };
        }
    }

    /**
     * An entry between admission and the end of aftercare.
     *
     * @param day as {@link LocalDate#toEpochDay} counts
     * @param minutes credited
     */
    record Entry(What what, int day, int minutes) {}

    /**
     * An admission.
     *
     * @param teds as JSON, like attributes and diagnoses
     * @param sex of these TEDS codes, the ones that journeys are compared by
     */
    record Admission(
            LocalDate day,
            UUID patient,
            UUID program,
            String level,
            boolean outpatient,
            String clinician,
            int weeklyMinutes,
            @Nullable Integer plannedDays,
            String teds,
            String attributes,
            String diagnoses,
            @Nullable Integer sex,
            @Nullable Integer age,
            @Nullable Integer referral,
            @Nullable Integer substance) {}

    /**
     * A discharge.
     *
     * @param reason TEDS REASON
     * @param teds as JSON
     */
    record End(LocalDate day, int reason, LocalDate lastContact, String teds) {}

    private @Nullable String source;
    private long version;
    private final Map<UUID, Admission> admissions = new LinkedHashMap<>();
    private final Map<UUID, End> ends = new LinkedHashMap<>();
    private final Map<UUID, Entry> entries = new LinkedHashMap<>();

    /** The admission that counts. */
    Optional<Admission> admission() {
        return admissions.values().stream().findFirst();
    }

    /** The discharge that counts; empty while the journey is open. */
    Optional<End> end() {
        return ends.values().stream().findFirst();
    }

    /** The other entries that count. */
    Collection<Entry> entries() {
        return entries.values();
    }

    /** Through which door the journey first came, whoever corrected its admission later; null before that. */
    @Nullable
    String source() {
        return source;
    }

    /** The sequence of the last entry that counts or once counted. */
    long version() {
        return version;
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
            entries.remove(withdrawn.value());
        }
        if (event instanceof JourneyEntry entry) {
            version = recorded.stored().sequence();
            add(recorded, entry);
        }
    }

    private void add(RecordedEvent recorded, JourneyEntry entry) {
        switch (entry) {
            case Enrolled e -> {
                if (source == null) {
                    source = recorded.metadata().source().code();
                }
                admissions.put(e.entryId().value(), admission(e));
            }
            case Discharged e ->
                ends.put(
                        e.entryId().value(),
                        new End(
                                e.occurred().day(),
                                e.reason().code(),
                                e.lastContact(),
                                JSON.writeValueAsString(e.teds())));
            case SessionAttended e -> add(e, What.ATTENDED, e.creditedMinutes());
            case SessionMissed e -> add(e, What.of(e.absence()), 0);
            case RelapseReported e -> add(e, What.RELAPSE, 0);
            case FollowUpRecorded e -> add(e, What.of(e.status()), 0);
        }
    }

    private void add(JourneyEntry entry, What what, int minutes) {
        entries.put(
                entry.entryId().value(),
                new Entry(what, Math.toIntExact(entry.occurred().day().toEpochDay()), minutes));
    }

    private static Admission admission(Enrolled e) {
        return new Admission(
                e.occurred().day(),
                e.patientId().value(),
                e.programId().value(),
                e.levelOfCare().code(),
                e.levelOfCare().outpatient(),
                e.clinician(),
                e.weeklyMinutes(),
                e.plannedDays(),
                JSON.writeValueAsString(e.teds()),
                JSON.writeValueAsString(e.attributes()),
                JSON.writeValueAsString(e.diagnoses()),
                e.teds().get("SEX"),
                e.teds().get("AGE"),
                e.teds().get("PSOURCE"),
                e.teds().get("SUB1"));
    }

    @Override
    public void write(FactWriter facts) {
        facts.textIfAny(source);
        facts.large(version);
        facts.number(admissions.size());
        admissions.forEach((id, admission) -> {
            facts.id(id);
            write(facts, admission);
        });
        facts.number(ends.size());
        ends.forEach((id, end) -> {
            facts.id(id);
            facts.day(end.day);
            facts.code(end.reason);
            facts.day(end.lastContact);
            facts.text(end.teds);
        });
        facts.number(entries.size());
        entries.forEach((id, entry) -> {
            facts.id(id);
            facts.code(entry.what.code);
            facts.number(entry.day);
            facts.number(entry.minutes);
        });
    }

    private static void write(FactWriter facts, Admission admission) {
        facts.day(admission.day);
        facts.id(admission.patient);
        facts.id(admission.program);
        facts.text(admission.level);
        facts.flag(admission.outpatient);
        facts.text(admission.clinician);
        facts.number(admission.weeklyMinutes);
        facts.numberIfAny(admission.plannedDays);
        facts.text(admission.teds);
        facts.text(admission.attributes);
        facts.text(admission.diagnoses);
        facts.numberIfAny(admission.sex);
        facts.numberIfAny(admission.age);
        facts.numberIfAny(admission.referral);
        facts.numberIfAny(admission.substance);
    }

    /** What was written. */
    static Facts read(FactReader facts) {
        var read = new Facts();
        read.source = facts.textIfAny();
        read.version = facts.large();
        for (var left = facts.number(); left > 0; left--) {
            read.admissions.put(facts.id(), admission(facts));
        }
        for (var left = facts.number(); left > 0; left--) {
            read.ends.put(facts.id(), new End(facts.day(), facts.code(), facts.day(), facts.text()));
        }
        for (var left = facts.number(); left > 0; left--) {
            read.entries.put(facts.id(), new Entry(What.of(facts.code()), facts.number(), facts.number()));
        }
        return read;
    }

    private static Admission admission(FactReader facts) {
        return new Admission(
                facts.day(),
                facts.id(),
                facts.id(),
                facts.text(),
                facts.flag(),
                facts.text(),
                facts.number(),
                facts.numberIfAny(),
                facts.text(),
                facts.text(),
                facts.text(),
                facts.numberIfAny(),
                facts.numberIfAny(),
                facts.numberIfAny(),
                facts.numberIfAny());
    }
}

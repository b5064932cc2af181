package org.throughline.query.worklist;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.throughline.events.PatientId;
import org.throughline.events.PersonName;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.ProgramId;
import org.throughline.events.Role;
import org.throughline.query.access.JourneyAccess;
import org.throughline.query.identity.Patients;
import org.throughline.query.problems.Problem;
import org.throughline.query.problems.Refused;
import org.throughline.query.program.Programs;
import org.throughline.query.signin.Accounts;
import org.throughline.query.signin.Actor;
import org.throughline.query.timeline.JourneySummary;
import org.throughline.query.timeline.Timelines;

/** Lists journeys for a reader: only of programs they may read, every name on it recorded as read. */
@Component
class Lists {
    static final int PAGE = 25;

    private final Worklist worklist;
    private final Finished finished;
    private final Timelines timelines;
    private final Patients patients;
    private final Programs programs;
    private final JourneyAccess access;
    private final Accounts accounts;
    private final InstantSource clock;

    Lists(
            Worklist worklist,
            Finished finished,
            Timelines timelines,
            Patients patients,
            Programs programs,
            JourneyAccess access,
            Accounts accounts,
            @Qualifier("queryClock") InstantSource clock) {
        this.worklist = worklist;
        this.finished = finished;
        this.timelines = timelines;
        this.patients = patients;
        this.programs = programs;
        this.access = access;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * What is looked for.
     *
     * @param text part of a name or identifier; it comes in a body, so that it is in no address and no log
     * @param status {@code open} or {@code ended}
     */
    record Search(
            @Nullable String text,
            @Nullable ProgramId program,
            @Nullable String status,
            @Nullable Integer page) {
        int pageOrFirst() {
            return page == null ? 0 : Math.clamp(page, 0, 10_000);
        }

        Optional<String> words() {
            return Optional.ofNullable(text).map(String::strip).filter(words -> !words.isEmpty());
        }

        @Override
        public String toString() {
            return "Search[…]";
        }
    }

    /** The programs whose journeys the actor may list, by name. */
    List<ProgramPublished> readable(Actor actor) {
        return programs.all().stream()
                .filter(program -> actor.isAny(Role.AUDITOR) || actor.belongsTo(program.programId()))
                .toList();
    }

    /** A part of the list, its names recorded as read. */
    Listing list(Actor actor, Search search) {
        var programs = within(actor, search.program());
        var words = search.words();
        if (words.isPresent()) {
            return found(actor, words.get(), programs);
        }
        return "ended".equals(search.status())
                ? ended(actor, programs, search.pageOrFirst())
                : needing(actor, programs, search.pageOrFirst());
    }

    private Set<ProgramId> within(Actor actor, @Nullable ProgramId wanted) {
        var own = new LinkedHashSet<ProgramId>();
        readable(actor).forEach(program -> own.add(program.programId()));
        if (wanted == null) {
            return own;
        }
        if (!own.contains(wanted)) {
            throw new Refused(Problem.NOT_PERMITTED, "You do not belong to this program.");
        }
        return Set.of(wanted);
    }

    private Listing needing(Actor actor, Collection<ProgramId> programs, int page) {
        var part = worklist.of(programs, clock.instant(), PAGE, page * PAGE);
        part.rows().stream()
                .filter(row -> row.name().isPresent())
                .forEach(row -> access.name(actor, row.patient(), row.journey(), "worklist"));
        return new Listing(
                part.rows().stream()
                        .map(row -> Listing.line(
                                row,
                                row.name().isEmpty() && patients.erased(row.patient()),
                                accounts.displayName(row.clinician())))
                        .toList(),
                part.needing() + " of " + part.open() + (part.open() == 1 ? " open journey" : " open journeys")
                        + (part.needing() == 1 ? " needs someone" : " need someone"),
                page,
                (page + 1L) * PAGE < part.open());
    }

    private Listing ended(Actor actor, Collection<ProgramId> programs, int page) {
        var journeys = finished.of(programs, PAGE, page * PAGE).stream()
                .flatMap(journey -> timelines.summary(journey).stream())
                .toList();
        var count = finished.count(programs);
        return summaries(
                actor,
                journeys,
                count + (count == 1 ? " journey has ended" : " journeys have ended"),
                page,
                (page + 1L) * PAGE < count);
    }

    private Listing found(Actor actor, String words, Collection<ProgramId> programs) {
        var journeys = patients.search(words, programs).stream()
                .flatMap(patient -> timelines.of(patient.patient()).stream())
                .filter(journey -> programs.contains(journey.program()))
                .limit(100)
                .toList();
        return summaries(
                actor,
                journeys,
                journeys.size() + (journeys.size() == 1 ? " journey found" : " journeys found"),
                0,
                false);
    }

    private Listing summaries(Actor actor, List<JourneySummary> journeys, String heading, int page, boolean more) {
        var names =
                patients.names(journeys.stream().map(JourneySummary::patient).toList());
        var programNames = programNames();
        journeys.stream()
                .filter(journey -> names.containsKey(journey.patient()))
                .forEach(journey -> access.name(actor, journey.patient(), journey.journey(), "search"));
        return new Listing(
                journeys.stream()
                        .map(journey -> summary(journey, names, programNames))
                        .toList(),
                heading,
                page,
                more);
    }

    private Listing.Line summary(
            JourneySummary journey, Map<PatientId, PersonName> names, Map<ProgramId, String> programNames) {
        var name = Optional.ofNullable(names.get(journey.patient()));
        return Listing.line(
                journey,
                name,
                name.isEmpty() && patients.erased(journey.patient()),
                programNames.getOrDefault(journey.program(), "Unknown program"),
                accounts.displayName(journey.clinician()));
    }

    private Map<ProgramId, String> programNames() {
        var names = new HashMap<ProgramId, String>();
        programs.all().forEach(program -> names.put(program.programId(), program.name()));
        return names;
    }
}

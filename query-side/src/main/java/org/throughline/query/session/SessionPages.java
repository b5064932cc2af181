package org.throughline.query.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.throughline.events.CancellationReason;
import org.throughline.events.Coded;
import org.throughline.events.Modality;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.ProgramId;
import org.throughline.events.SessionId;
import org.throughline.events.SessionKind;
import org.throughline.events.UnusualLength;
import org.throughline.query.page.Times;
import org.throughline.query.page.Words;
import org.throughline.query.problems.Problem;
import org.throughline.query.problems.Refused;
import org.throughline.query.program.Programs;
import org.throughline.query.signin.Accounts;
import org.throughline.query.signin.Actor;

/** The sessions of one's own programs, two weeks back and four ahead, and the form that plans another. */
@Controller
class SessionPages {
    private static final Duration BACK = Duration.ofDays(14);
    private static final Duration AHEAD = Duration.ofDays(28);

    private final Sessions sessions;
    private final Programs programs;
    private final Accounts accounts;
    private final InstantSource clock;

    SessionPages(
            Sessions sessions, Programs programs, Accounts accounts, @Qualifier("queryClock") InstantSource clock) {
        this.sessions = sessions;
        this.programs = programs;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** A day with its sessions. */
    record Day(String label, boolean past, boolean today, List<Line> lines) {}

    /** One session in words. */
    record Line(
            SessionId session,
            String time,
            String kind,
            String length,
            String modality,
            String facilitator,
            String program,
            @Nullable String cancelled) {}

    /** A value of a list. */
    record Choice(String value, String label) {}

    @GetMapping("/sessions")
    String page(@RequestParam(required = false) @Nullable ProgramId program, Actor actor, Model model) {
        var own = own(actor);
        var chosen = chosen(own, program);
        model.addAttribute("programs", own);
        model.addAttribute("chosen", chosen);
        model.addAttribute("kinds", choices(SessionKind.values()));
        model.addAttribute("modalities", choices(Modality.values()));
        model.addAttribute("lengths", choices(UnusualLength.values()));
        model.addAttribute("me", actor.id());
        model.addAttribute("leaders", chosen == null ? List.of() : accounts.treating(chosen.programId()));
        var days = chosen == null ? List.<Day>of() : days(chosen);
        model.addAttribute("coming", days.stream().filter(day -> !day.past()).toList());
        model.addAttribute("earlier", days.reversed().stream().filter(Day::past).toList());
        return "session/sessions";
    }

    @GetMapping("/sessions/{session}/cancellation")
    String cancellation(@PathVariable SessionId session, Actor actor, Model model) {
        var planned = sessions.of(session)
                .orElseThrow(() -> new Refused(Problem.NOT_FOUND, "No session is known by this address."));
        if (!actor.belongsTo(planned.program())) {
            throw new Refused(Problem.NOT_PERMITTED, "You do not belong to the program of this session.");
        }
        model.addAttribute("planned", planned);
        model.addAttribute(
                "what",
                Words.of(planned.kind()) + ", " + Times.moment(planned.starts(), planned.zone()) + ", "
                        + Words.hours(planned.minutes()));
        model.addAttribute("reasons", choices(CancellationReason.values()));
        return "session/cancellation";
    }

    private List<ProgramPublished> own(Actor actor) {
        return programs.all().stream()
                .filter(program -> actor.belongsTo(program.programId()))
                .toList();
    }

    private static @Nullable ProgramPublished chosen(List<ProgramPublished> own, @Nullable ProgramId wanted) {
        if (wanted == null) {
            return own.isEmpty() ? null : own.getFirst();
        }
        return own.stream()
                .filter(program -> program.programId().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new Refused(Problem.NOT_PERMITTED, "You do not belong to this program."));
    }

    private List<Day> days(ProgramPublished program) {
        var now = clock.instant();
        var today = now.atZone(program.timeZone()).toLocalDate();
        var days = new TreeMap<LocalDate, List<Line>>();
        sessions.between(Set.of(program.programId()), now.minus(BACK), now.plus(AHEAD)).stream()
                .sorted(Comparator.comparing(Sessions.Planned::starts))
                .forEach(session -> days.computeIfAbsent(
                                session.starts().atZone(session.zone()).toLocalDate(), ignored -> new ArrayList<>())
                        .add(line(session, program.name())));
        return days.entrySet().stream()
                .map(day -> new Day(
                        Times.day(day.getKey()),
                        day.getKey().isBefore(today),
                        day.getKey().equals(today),
                        day.getValue()))
                .toList();
    }

    private Line line(Sessions.Planned session, String program) {
        var cancelled = session.cancelledReason();
        return new Line(
                session.session(),
                Times.time(session.starts(), session.zone()),
                Words.of(session.kind()),
                Words.hours(session.minutes()),
                Words.of(session.modality()),
                accounts.displayName(session.facilitator()),
                program,
                cancelled == null ? null : Words.of(cancelled));
    }

    private static List<Choice> choices(Coded[] values) {
        return Stream.of(values)
                .map(value -> new Choice(value.code(), Words.of(value)))
                .toList();
    }

    @GetMapping("/api/sessions")
    @ResponseBody
    List<Sessions.Planned> sessions(
            @RequestParam(required = false) @Nullable ProgramId program,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant until,
            Actor actor) {
        var own = own(actor);
        var wanted =
                program == null ? own.stream().map(ProgramPublished::programId).toList() : List.of(program);
        if (program != null && !actor.belongsTo(program)) {
            throw new Refused(Problem.NOT_PERMITTED, "You do not belong to this program.");
        }
        var now = clock.instant();
        return sessions.between(wanted, from == null ? now.minus(BACK) : from, until == null ? now.plus(AHEAD) : until);
    }
}

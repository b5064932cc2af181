package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.throughline.command.journey.JourneyCommand.CorrectEntry;
import org.throughline.command.journey.JourneyCommand.RecordAbsence;
import org.throughline.command.journey.JourneyCommand.RecordAttendance;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Refused.Conflict;
import org.throughline.command.submission.Rule;
import org.throughline.events.JourneyEvent;
import org.throughline.events.SessionId;
import org.throughline.events.folds.Journey;
import org.throughline.events.folds.Patient;
import org.throughline.events.folds.Program;
import org.throughline.events.folds.Session;

/** Given what was recorded, when something is asked, then that happens or it is refused. */
final class Situation {
    private final Map<SessionId, Session> sessions = new HashMap<>();
    private final List<Journey> others = new ArrayList<>();
    private Patient patient = new Patient(Riverside.ID, false);
    private Program program = Riverside.PROGRAM;
    private Journey journey = Journey.UNENROLLED;

    private Situation() {}

    static Situation given(JourneyCommand... commands) {
        return new Situation().and(commands);
    }

    Situation and(JourneyCommand... commands) {
        for (var command : commands) {
            journey = journey.after(decide(command));
        }
        return this;
    }

    Situation in(Program other) {
        program = other;
        return this;
    }

    Situation of(Patient other) {
        patient = other;
        return this;
    }

    Situation where(SessionId id, Session session) {
        sessions.put(id, session);
        return this;
    }

    Situation after(Journey other) {
        others.add(other);
        return this;
    }

    Journey journey() {
        return journey;
    }

    JourneyFacts facts(JourneyCommand command) {
        var named = new HashMap<SessionId, Session>();
        switch (command instanceof CorrectEntry c ? c.replacement() : command) {
            case RecordAttendance c -> named.put(c.sessionId(), session(c.sessionId()));
            case RecordAbsence c -> named.put(c.sessionId(), session(c.sessionId()));
            default -> {}
        }
        return new JourneyFacts(patient, program, named, Map.of(), others);
    }

    private Session session(SessionId id) {
        return sessions.getOrDefault(id, Riverside.planned(id));
    }

    List<JourneyEvent> decide(JourneyCommand command) {
        return JourneyRules.decide(journey, facts(command), command);
    }

    /** The last event that happens. */
    <E extends JourneyEvent> E then(Class<E> type, JourneyCommand command) {
        return type.cast(decide(command).getLast());
    }

    void accepts(JourneyCommand command) {
        assertThat(decide(command)).isNotEmpty();
    }

    Refused refuses(JourneyCommand command, Rule rule) {
        var refused = assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> decide(command))
                .actual();
        assertThat(refused.rule()).isEqualTo(rule);
        return refused;
    }

    void refuses(JourneyCommand command, Rule rule, String field) {
        assertThat(refuses(command, rule).field()).isEqualTo(field);
    }

    void refusesNaming(JourneyCommand command, Conflict... conflicts) {
        assertThat(refuses(command, Rule.ENTRIES_STAND_AGAINST_IT).conflicts()).containsExactly(conflicts);
    }

    static Conflict conflict(int entry, Rule rule) {
        return new Conflict(Riverside.entry(entry), rule);
    }
}

package org.throughline.command.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.throughline.command.Samples.ADA;
import static org.throughline.command.Samples.KIM;
import static org.throughline.command.Samples.LEE;
import static org.throughline.command.Samples.SAM;
import static org.throughline.command.Samples.by;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.throughline.command.Samples;
import org.throughline.command.TestSide;
import org.throughline.command.program.ProgramCommand.AdoptPolicy;
import org.throughline.command.program.ProgramCommand.PublishProgram;
import org.throughline.command.record.RecordLog;
import org.throughline.command.record.UuidV7Identifiers;
import org.throughline.command.session.SessionCommand.CancelSession;
import org.throughline.command.session.SessionCommand.ScheduleSession;
import org.throughline.command.submission.StaleVersion.Meanwhile;
import org.throughline.events.CancellationReason;
import org.throughline.events.ProgramId;
import org.throughline.events.ProgramPolicy;
import org.throughline.events.Role;
import org.throughline.events.SessionId;
import org.throughline.events.storage.StoredEvent;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsThatMeetTest {
    private final TestSide side = new TestSide();
    private final CommandDesk desk = side.desk();

    @BeforeAll
    void open_a_program() {
        Samples.openProgram(desk);
    }

    @AfterAll
    void close() {
        side.close();
    }

    /** A desk whose appends are overtaken, each by the next of these. */
    private CommandDesk overtakenBy(Runnable... others) {
        Queue<Runnable> waiting = new ArrayDeque<>(List.of(others));
        var slow = (RecordLog) Proxy.newProxyInstance(
                RecordLog.class.getClassLoader(), new Class<?>[] {RecordLog.class}, (proxy, method, arguments) -> {
                    var other = method.getName().equals("append") ? waiting.poll() : null;
                    if (other != null) {
                        elsewhere(other);
                    }
                    try {
                        return method.invoke(side.log(), arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getTargetException();
                    }
                });
        return side.deskOn(slow);
    }

    /** On a thread of its own: commands of one thread would be one unit of work. */
    private static void elsewhere(Runnable other) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(other).get();
        }
    }

    private static void assertRefused(Rule rule, ThrowingCallable submit) {
        assertThatThrownBy(submit)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.rule()).isEqualTo(rule));
    }

    @Test
    void try_again_once_when_another_was_faster() {
        var journey = Samples.enrolled(desk);
        var slow = overtakenBy(() -> desk.submit(by(LEE, Samples.followUp(journey, null))));

        var receipt = slow.submit(by(KIM, Samples.followUp(journey, null)));

        assertThat(receipt.version()).isEqualTo(3);
        assertThat(side.log().stream(journey.value(), 0))
                .extracting(stored -> side.codec().metadata(stored).actor())
                .containsExactly("kim", "lee", "kim");
    }

    @Test
    void give_up_when_others_were_faster_twice() {
        var journey = Samples.enrolled(desk);
        Runnable other = () -> desk.submit(by(LEE, Samples.followUp(journey, null)));

        assertRefused(Rule.LOST_RACE, () -> overtakenBy(other, other).submit(by(KIM, Samples.followUp(journey, null))));

        assertThat(side.log().lastSequence(journey.value())).hasValue(2);
    }

    @Test
    void are_judged_again_by_what_happened_meanwhile() {
        var journey = Samples.enrolled(desk);
        var slow = overtakenBy(() -> desk.submit(by(LEE, Samples.discharge(journey))));

        assertRefused(Rule.ALREADY_DISCHARGED, () -> slow.submit(by(KIM, Samples.discharge(journey))));
    }

    @Test
    void are_told_what_happened_since_the_version_they_have_seen() {
        var journey = Samples.enrolled(desk);
        var session = Samples.scheduled(desk);
        var followed = desk.submit(by(LEE, Samples.followUp(journey, null)));
        var attended = desk.submit(by(SAM, Samples.attend(journey, session, 60)));

        assertThatThrownBy(() -> desk.submit(by(KIM, Samples.discharge(journey)).expecting(1)))
                .isInstanceOfSatisfying(StaleVersion.class, stale -> {
                    assertThat(stale.expected()).isEqualTo(1);
                    assertThat(stale.version()).isEqualTo(3);
                    assertThat(stale.meanwhile())
                            .extracting(Meanwhile::position, Meanwhile::name, Meanwhile::actor, Meanwhile::role)
                            .containsExactly(
                                    tuple(followed.lastPosition(), "journey.follow-up-recorded", "lee", Role.CLINICIAN),
                                    tuple(attended.lastPosition(), "journey.session-attended", "sam", Role.SUPERVISOR));
                    assertThat(stale.meanwhile().getFirst().recordedAt()).isEqualTo(Samples.NOW);
                });
        assertThat(desk.submit(by(KIM, Samples.discharge(journey)).expecting(3)).version())
                .isEqualTo(4);
    }

    @Test
    void are_told_so_also_when_it_happens_at_the_last_moment() {
        var journey = Samples.enrolled(desk);
        var slow = overtakenBy(() -> desk.submit(by(LEE, Samples.followUp(journey, null))));

        assertThatThrownBy(() -> slow.submit(by(KIM, Samples.discharge(journey)).expecting(1)))
                .isInstanceOfSatisfying(
                        StaleVersion.class,
                        stale -> assertThat(stale.meanwhile())
                                .extracting(Meanwhile::actor)
                                .containsExactly("lee"));
    }

    @Test
    void learn_nothing_of_a_version_that_they_may_not_see() {
        var journey = Samples.enrolled(desk);
        var stranger = new Actor("zoe", KIM.roles(), Set.of());

        assertRefused(
                Rule.JOURNEY_NOT_FOUND,
                () -> desk.submit(by(stranger, Samples.discharge(journey)).expecting(0)));
    }

    @Test
    void cannot_enrol_a_patient_twice_in_a_program() {
        var patient = Samples.newPatient();
        desk.submit(by(KIM, Samples.register(patient)));
        var second = Samples.newJourney();
        var slow = overtakenBy(() -> desk.submit(by(LEE, Samples.enrol(Samples.newJourney(), patient))));

        assertRefused(Rule.ALREADY_ENROLLED, () -> slow.submit(by(KIM, Samples.enrol(second, patient))));

        assertThat(side.log().stream(second.value(), 0)).isEmpty();
        assertThat(side.log().journeysOf(patient)).hasSize(1);
    }

    @Test
    void cannot_make_the_same_patient_twice() {
        var patient = Samples.newPatient();
        var slow = overtakenBy(() -> desk.submit(by(LEE, Samples.register(patient))));

        assertRefused(Rule.ALREADY_REGISTERED, () -> slow.submit(by(KIM, Samples.register(patient))));

        assertThat(side.log().stream(patient.value(), 0))
                .extracting(StoredEvent::sequence)
                .containsExactly(0L);
    }

    @Test
    void see_what_another_node_recorded_although_the_aggregate_is_remembered() {
        var other = side.deskOn(side.log());
        var journey = Samples.enrolled(desk);
        desk.submit(by(KIM, Samples.followUp(journey, null)));
        other.submit(by(LEE, Samples.discharge(journey)));

        assertThat(desk.submit(by(SAM, Samples.rescind(journey)).expecting(3)).version())
                .isEqualTo(4);
        other.submit(by(LEE, Samples.discharge(journey)));
        assertRefused(Rule.ALREADY_DISCHARGED, () -> desk.submit(by(KIM, Samples.discharge(journey))));
        assertThat(desk.submit(by(KIM, Samples.followUp(journey, null))).version())
                .isEqualTo(6);
    }

    @Test
    void do_not_rely_on_a_session_that_another_node_has_called_off() {
        var other = side.deskOn(side.log());
        var journey = Samples.enrolled(desk);
        var session = Samples.scheduled(desk);
        // it is looked at, and known from then on
        assertRefused(Rule.INVALID, () -> desk.submit(by(KIM, Samples.attend(journey, session, 0))));
        other.submit(by(LEE, new CancelSession(session, Samples.NOW, CancellationReason.WEATHER)));

        assertRefused(Rule.SESSION_CANCELLED, () -> desk.submit(by(KIM, Samples.attend(journey, session, 60))));
    }

    @Test
    void are_not_refused_for_what_another_node_has_changed_since() {
        var other = side.deskOn(side.log());
        var program = new ProgramId(UuidV7Identifiers.next());
        var ivo = new Actor("ivo", Set.of(Role.CLINICIAN), Set.of(program));
        var opened = Samples.publish();
        desk.submit(by(
                ADA,
                new PublishProgram(
                        program,
                        opened.recordedAt(),
                        "Lakeside",
                        opened.levelOfCare(),
                        opened.population(),
                        opened.timeZone())));
        assertRefused(Rule.PROGRAM_WITHOUT_POLICY, () -> desk.submit(by(ivo, scheduledIn(program))));
        var policy = Samples.adopt();
        other.submit(
                by(ADA, new AdoptPolicy(program, policy.recordedAt(), policy.effectiveFrom(), ProgramPolicy.ADULT)));

        assertThat(desk.submit(by(ivo, scheduledIn(program))).version()).isEqualTo(1);
    }

    private static ScheduleSession scheduledIn(ProgramId program) {
        var usual = Samples.schedule(new SessionId(UuidV7Identifiers.next()));
        return new ScheduleSession(
                usual.sessionId(),
                usual.recordedAt(),
                program,
                usual.kind(),
                usual.starts(),
                usual.minutes(),
                usual.modality(),
                usual.facilitator(),
                null,
                null,
                null);
    }
}

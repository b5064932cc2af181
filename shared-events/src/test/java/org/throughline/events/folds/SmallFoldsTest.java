package org.throughline.events.folds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.throughline.events.CancellationReason;
import org.throughline.events.SessionEvent.SessionCancelled;
import org.throughline.testing.Histories;
import org.throughline.testing.MemoryKeyStore;

/** Patient, program and session, which have little to remember. */
class SmallFoldsTest {
    @Test
    void a_patient_belongs_to_the_program_that_registered_them_also_when_erased() {
        var patient = Histories.patient(1);
        var registered = Patient.evolve(Patient.UNKNOWN, Histories.registered(patient, "Ada", "Example"));
        var erased = Patient.evolve(registered, Histories.erased(patient, MemoryKeyStore.keyIdFor(patient)));

        assertThat(Patient.UNKNOWN.program()).isEmpty();
        assertThat(registered.program()).contains(Histories.PROGRAM);
        assertThat(registered.erased()).isFalse();
        assertThat(erased).isEqualTo(new Patient(Histories.PROGRAM, true));
    }

    @Test
    void a_program_remembers_every_policy() {
        var published = Program.evolve(Program.UNPUBLISHED, Histories.published());
        var adopted = Program.evolve(published, Histories.adopted());

        assertThat(published.policies()).isEmpty();
        assertThat(adopted).isEqualTo(Histories.programWith());
    }

    @Test
    void a_session_stays_cancelled() {
        var id = Histories.session(1);
        var scheduled = Session.evolve(Session.UNPLANNED, Histories.scheduled(id, "2026-01-07T18:00", 180));
        var cancelled = Session.evolve(
                scheduled,
                new SessionCancelled(
                        id, Histories.PROGRAM, Histories.at("2026-01-07T12:00"), CancellationReason.WEATHER));

        assertThat(Session.UNPLANNED.scheduled()).isNull();
        assertThat(scheduled.cancelled()).isFalse();
        assertThat(cancelled).isEqualTo(new Session(scheduled.scheduled(), true));
    }
}

package org.throughline.query.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.throughline.events.Role;
import org.throughline.query.QueryHouse;
import org.throughline.testing.Histories;

class ReadingsAreRecordedTest {
    @Test
    void and_tell_who_has_read_a_journey_or_its_patient() {
        try (var house = QueryHouse.fresh("access")) {
            var log = house.start().part(AccessLog.class);
            var journey = Histories.journeyId(1);
            var patient = Histories.patient(1);
            log.record("kim", Role.CLINICIAN, patient, journey, "timeline", "treatment", 7L);
            log.record("lee", Role.SUPERVISOR, patient, null, "identity", "treatment", null);
            log.record("ann", Role.AUDITOR, patient, Histories.journeyId(2), "replay", "audit", null);
            log.record("kim", Role.CLINICIAN, null, null, "worklist", "treatment", null);

            assertThat(log.readersOf(journey, patient))
                    .extracting(
                            AccessLog.Reading::who,
                            AccessLog.Reading::role,
                            AccessLog.Reading::what,
                            AccessLog.Reading::position)
                    .containsExactly(
                            tuple("lee", "supervisor", "identity", null), tuple("kim", "clinician", "timeline", 7L));
        }
    }
}

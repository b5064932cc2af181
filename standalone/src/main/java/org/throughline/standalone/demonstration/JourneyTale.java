package org.throughline.standalone.demonstration;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import org.throughline.command.journey.JourneyCommand.Discharge;
import org.throughline.command.journey.JourneyCommand.Enrol;
import org.throughline.command.journey.JourneyCommand.RecordFollowUp;
import org.throughline.command.journey.JourneyCommand.ReportRelapse;
import org.throughline.command.journey.JourneyCommand.RescindDischarge;
import org.throughline.command.patient.PatientCommand.RegisterPatient;
import org.throughline.events.DischargeReason;
import org.throughline.events.FollowUpMethod;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.JourneyId;
import org.throughline.events.LateReason;
import org.throughline.events.PatientId;
import org.throughline.events.RelapseSeverity;
import org.throughline.events.RelapseSource;
import org.throughline.events.RescindReason;

/** One journey from the first call to the last follow-up, as its staff recorded it. */
final class JourneyTale {
    private static final List<Integer> FOLLOWED_UP_AFTER_DAYS = List.of(30, 90, 180);
    private static final double DISCHARGED_TOO_SOON = 0.035;

    private final Demonstration.Frame frame;
    private final Meetings meetings;
    private final Life life;
    private final Person person;
    private final PatientId patient;
    private final JourneyId journey;
    private final DemonstrationAccount clinician;
    private final Chance chance;
    private final Pen pen;

    JourneyTale(Demonstration.Frame frame, Meetings meetings, Life life) {
        this.frame = frame;
        this.meetings = meetings;
        this.life = life;
        var first = life.patientIsNew() ? life : Life.draw(frame, life.patient());
        this.person = Person.draw(frame, life.patient(), life.program(), first.admissionDay());
        this.pen = new Pen(frame.seed(), life.number());
        this.patient = Pen.patient(frame.seed(), first);
        this.journey = pen.journey(life.registered());
        this.chance = Chance.of(frame.seed(), "tale/" + life.number());
        this.clinician = DemonstrationAccount.clinician(life.program(), chance.falls(0.55));
    }

    List<Step> steps() {
        if (life.patientIsNew()) {
            register();
        }
        var teds = person.atAdmission(life, chance);
        enrol(teds);
        var seen = new Attending(frame, meetings, life, journey, clinician, person.substance(), pen).tell();
        dischargedTooSoon(seen);
        discharge(teds, seen.getLast());
        followUp();
        return pen.inOrder();
    }

    private void register() {
        pen.write(
                life.registered(),
                clinician,
                new RegisterPatient(
                        patient,
                        life.registered(),
                        life.program().id(),
                        person.name(),
                        person.birthDate(),
                        person.contact(),
                        List.of(person.identifier())),
                null);
    }

    private void enrol(SortedMap<String, Integer> teds) {
        var at = minutesAfter(life.admitted(), 15, 80);
        var attributes = new TreeMap<>(Map.of(
                "data", "synthetic", "referral", Integer.valueOf(7).equals(teds.get("PSOURCE")) ? "court" : "other"));
        pen.write(
                at,
                clinician,
                new Enrol(
                        journey,
                        pen.entry(at),
                        at,
                        patient,
                        life.program().id(),
                        life.admitted(),
                        null,
                        life.program().policy().weeklyMinutes(),
                        clinician.account(),
                        teds,
                        person.diagnoses(),
                        attributes,
                        life.program().adolescent() ? 60 : 56,
                        life.patientIsNew()
                                ? null
                                : new Pen(frame.seed(), life.returning())
                                        .journey(Life.draw(frame, life.returning())
                                                .registered()),
                        chance.falls(0.2) ? "Came with a family member." : null,
                        null));
    }

    /** Given up after some silence, and back the next morning: the discharge is taken back. */
    private void dischargedTooSoon(NavigableSet<LocalDate> seen) {
        var days = Duration.between(life.admitted(), life.leaves()).toDays();
        if (days < 14 || !chance.falls(DISCHARGED_TOO_SOON)) {
            return;
        }
        var from = life.admissionDay().plusDays(chance.between(7, (int) days - 6));
        var silent = from.datesUntil(life.leavingDay())
                .filter(day -> seen.headSet(day, true).getLast().isBefore(day.minusDays(2)))
                .findFirst();
        silent.ifPresent(day -> dischargedTooSoon(day, seen.headSet(day, true).getLast()));
    }

    private void dischargedTooSoon(LocalDate day, LocalDate contact) {
        var evening = local(day, 21, 30);
        var at = minutesAfter(evening, 5, 40);
        pen.write(
                at,
                clinician,
                new Discharge(
                        journey,
                        pen.entry(at),
                        at,
                        evening,
                        null,
                        DischargeReason.DROPPED_OUT,
                        contact,
                        new TreeMap<>(),
                        "No answer to calls and letters.",
                        null));
        var back = local(day.plusDays(1), 8, chance.between(5, 25));
        pen.write(
                back,
                DemonstrationAccount.supervisor(life.program()),
                new RescindDischarge(journey, back, RescindReason.PATIENT_RETURNED, "Came back and wants to go on."),
                null);
    }

    private void discharge(SortedMap<String, Integer> teds, LocalDate seen) {
        var at = minutesAfter(life.leaves(), 10, 100);
        var contact =
                life.reason() == DischargeReason.DROPPED_OUT || life.lastSeen().isBefore(seen) ? seen : life.lastSeen();
        pen.write(
                at,
                clinician,
                new Discharge(
                        journey,
                        pen.entry(at),
                        at,
                        life.leaves(),
                        null,
                        life.reason(),
                        contact,
                        Person.atDischarge(life, teds, chance),
                        Notes.atTheEnd(chance),
                        null));
    }

    private void followUp() {
        if (life.reason() == DischargeReason.DIED || life.reason() == DischargeReason.INCARCERATED) {
            return;
        }
        var completed = life.reason() == DischargeReason.COMPLETED;
        for (int days : FOLLOWED_UP_AFTER_DAYS) {
            var called = local(life.leavingDay().plusDays(days + chance.between(0, 6)), 10, chance.between(0, 59));
            if (chance.falls(completed ? 0.2 : 0.5)) {
                if (days == FOLLOWED_UP_AFTER_DAYS.getLast()) {
                    followUp(called, FollowUpStatus.LOST);
                }
                continue;
            }
            if (chance.falls(completed ? 0.09 : 0.22)) {
                followUp(called, FollowUpStatus.RETURNED_TO_USE);
                toldLater(called);
                return;
            }
            followUp(called, FollowUpStatus.NO_RETURN_REPORTED);
        }
    }

    private void followUp(Instant called, FollowUpStatus status) {
        var at = minutesAfter(called, 5, 60);
        pen.write(
                at,
                clinician,
                new RecordFollowUp(
                        journey,
                        pen.entry(at),
                        at,
                        called,
                        null,
                        chance.falls(0.85) ? FollowUpMethod.TELEPHONE : FollowUpMethod.VISIT,
                        status,
                        status == FollowUpStatus.LOST ? null : Notes.later(chance),
                        null));
    }

    /** A return to use that happened between discharge and the call, and is learned only now. */
    private void toldLater(Instant called) {
        var used = called.minus(Duration.ofDays(chance.between(4, 24)));
        var at = minutesAfter(called, 61, 90);
        pen.write(
                at,
                clinician,
                new ReportRelapse(
                        journey,
                        pen.entry(at),
                        at,
                        used,
                        RelapseSource.SELF,
                        person.substance(),
                        chance.falls(0.5) ? RelapseSeverity.LAPSE : RelapseSeverity.RELAPSE,
                        Notes.ofAReturn(chance),
                        LateReason.LEARNED_LATER));
    }

    private Instant minutesAfter(Instant moment, int least, int most) {
        return moment.plus(Duration.ofMinutes(chance.between(least, most)));
    }

    private Instant local(LocalDate day, int hour, int minute) {
        return day.atTime(hour, minute).atZone(life.program().zone()).toInstant();
    }
}

package org.throughline.command.journey;

import org.throughline.command.journey.JourneyCommand.Discharge;
import org.throughline.command.journey.JourneyCommand.RecordFollowUp;
import org.throughline.command.journey.JourneyCommand.ReportRelapse;
import org.throughline.command.journey.JourneyCommand.RescindDischarge;
import org.throughline.command.journey.JourneyCommand.RetractRelapse;
import org.throughline.command.submission.FieldChecks;
import org.throughline.command.submission.Refused;
import org.throughline.command.submission.Rule;
import org.throughline.events.JourneyEntry.Discharged;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.JourneyEntry.RelapseReported;
import org.throughline.events.JourneyEvent.DischargeRescinded;
import org.throughline.events.JourneyEvent.RelapseRetracted;
import org.throughline.events.Occurred;
import org.throughline.events.TedsCodes;
import org.throughline.events.folds.Journey;

/** The rules of what happens beside the sessions: returns to use, follow-ups, and the end of the journey. */
final class Contacts {
    private Contacts() {}

    static RelapseReported relapse(Recording recording, ReportRelapse c) {
        var occurred = recording.happened("occurredAt", c.occurred(), c.precision());
        var adopted = recording.policyOn(occurred, "occurredAt");
        // SUB1 begins with 1, no substance, which is no return to use
        new FieldChecks()
                .that(
                        c.substance() == null || (c.substance() >= 2 && c.substance() <= 19),
                        Rule.UNKNOWN_CODE,
                        "substance",
                        "A substance is a code from 2 to 19 of the TEDS variable SUB1.")
                .refuse();
        return new RelapseReported(
                c.journeyId(),
                recording.patient(),
                c.entryId(),
                occurred,
                c.source(),
                c.substance(),
                c.severity(),
                adopted.version(),
                recording.note(),
                recording.late(occurred, adopted),
                recording.corrects());
    }

    static FollowUpRecorded followUp(Recording recording, RecordFollowUp c) {
        var occurred = recording.happened("occurredAt", c.occurred(), c.precision());
        var adopted = recording.policyOn(occurred, "occurredAt");
        return new FollowUpRecorded(
                c.journeyId(),
                recording.patient(),
                c.entryId(),
                occurred,
                c.method(),
                c.status(),
                adopted.version(),
                recording.note(),
                recording.late(occurred, adopted),
                recording.corrects());
    }

    static Discharged discharged(Recording recording, Discharge c) {
        var occurred = recording.happened("occurredAt", c.occurred(), c.precision());
        var adopted = recording.policyOn(occurred, "occurredAt");
        new FieldChecks().complete("teds", c.teds().values()).refuse();
        new FieldChecks().codes("teds", TedsCodes.problemsAtDischarge(c.teds())).refuse();
        return new Discharged(
                c.journeyId(),
                recording.patient(),
                c.entryId(),
                occurred,
                c.reason(),
                c.lastContact(),
                Recording.copy(c.teds()),
                adopted.version(),
                recording.note(),
                recording.late(occurred, adopted),
                recording.corrects());
    }

    static RelapseRetracted retracted(Journey journey, JourneyFacts facts, RetractRelapse c) {
        var entry = Corrections.effective(journey, c.entry());
        if (!(entry instanceof RelapseReported)) {
            throw Refused.because(Rule.ENTRY_NOT_FOUND, "entry", "The entry reports no return to use.");
        }
        return new RelapseRetracted(
                entry.journeyId(),
                entry.patientId(),
                now(facts, c),
                c.entry(),
                c.reason(),
                Recording.note(facts, c.note()));
    }

    static DischargeRescinded rescinded(Journey journey, JourneyFacts facts, RescindDischarge c) {
        var discharge = journey.discharge().orElseThrow(() -> new Refused(Rule.NOT_DISCHARGED));
        return new DischargeRescinded(
                discharge.journeyId(),
                discharge.patientId(),
                now(facts, c),
                discharge.entryId(),
                c.reason(),
                Recording.note(facts, c.note()));
    }

    /** What is decided about the record happens as it is recorded. */
    static Occurred now(JourneyFacts facts, JourneyCommand c) {
        return new Occurred(c.recordedAt(), Recording.published(facts).timeZone());
    }
}

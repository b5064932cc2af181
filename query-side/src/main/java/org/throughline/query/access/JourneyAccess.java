package org.throughline.query.access;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.throughline.events.JourneyId;
import org.throughline.events.PatientId;
import org.throughline.events.ProgramId;
import org.throughline.events.Role;
import org.throughline.query.problems.Problem;
import org.throughline.query.problems.Refused;
import org.throughline.query.signin.Actor;

/**
 * Decides whether somebody may read a journey, and records that they do before anything is answered. Clinicians and
 * supervisors read their own programs; another's needs a reason. Auditors read everything.
 */
@Component
public class JourneyAccess {
    private static final String NOT_OF_YOURS = "No journey of your programs is known by this address.";

    private final AccessLog log;

    JourneyAccess(AccessLog log) {
        this.log = log;
    }

    /**
     * What a reader asks to see.
     *
     * @param what a short code: {@code timeline}, {@code replay} …
     * @param position how far the record was read then, where it matters
     */
    public record Wanted(
            JourneyId journey,
            PatientId patient,
            ProgramId program,
            String what,
            @Nullable Long position) {}

    /**
     * Whether the actor may read a journey, and why.
     *
     * @param reason the code of why they open another program's journey, if they gave one
     * @return the purpose, as it is recorded
     * @throws Refused if they may not
     */
    public String purpose(Actor actor, ProgramId program, @Nullable String reason) {
        if (actor.isAny(Role.AUDITOR)) {
            return "audit";
        }
        if (!actor.cares()) {
            throw new Refused(Problem.NOT_PERMITTED, "Your role reads no identified record.");
        }
        if (actor.belongsTo(program)) {
            return "treatment";
        }
        if (reason == null) {
            throw new Refused(Problem.OTHER_PROGRAM, NOT_OF_YOURS);
        }
        return BreakGlass.of(reason)
                .map(BreakGlass::code)
                .orElseThrow(() -> new Refused(
                        Problem.OTHER_PROGRAM,
                        "This is not one of the reasons for opening another program’s journey."));
    }

    /**
     * How a journey that does not exist is refused: like another program's, so that nobody learns by trying which exist.
     * Only somebody who breaks the glass is told.
     */
    public static Refused unknown(Actor actor, @Nullable String reason) {
        return actor.isAny(Role.AUDITOR)
                        || !actor.cares()
                        || (reason != null && BreakGlass.of(reason).isPresent())
                ? new Refused(Problem.NOT_FOUND, "No journey is known by this address.")
                : new Refused(Problem.OTHER_PROGRAM, NOT_OF_YOURS);
    }

    /**
     * Lets the actor read a journey, and records it. Only once this returns may the answer be sent.
     *
     * @return the purpose, as it is recorded
     * @throws Refused if they may not
     */
    public String open(Actor actor, Wanted wanted, @Nullable String reason) {
        var purpose = purpose(actor, wanted.program(), reason);
        log.record(
                actor.id(),
                actor.readingRole(),
                wanted.patient(),
                wanted.journey(),
                wanted.what(),
                purpose,
                wanted.position());
        return purpose;
    }

    /** Records that the actor is told who somebody is, as in a list. Only once this returns may the answer be sent. */
    public void name(Actor actor, PatientId patient, @Nullable JourneyId journey, String what) {
        name(actor, patient, journey, what, actor.isAny(Role.AUDITOR) ? "audit" : "treatment");
    }

    /**
     * Records that the actor is told who somebody is, for something else than treatment or audit. Only once this returns
     * may the answer be sent.
     */
    public void nameFor(Actor actor, PatientId patient, String what, String purpose) {
        name(actor, patient, null, what, purpose);
    }

    private void name(Actor actor, PatientId patient, @Nullable JourneyId journey, String what, String purpose) {
        log.record(actor.id(), actor.readingRole(), patient, journey, what, purpose, null);
    }
}

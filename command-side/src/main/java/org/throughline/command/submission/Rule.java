package org.throughline.command.submission;

import com.fasterxml.jackson.annotation.JsonValue;

/** Every rule that a command can be refused by. Codes are stable: they are the types of problems. */
public enum Rule {
    /** A field is not valid. */
    INVALID("invalid", Kind.INVALID, "A field is not valid.", "Correct the field and send it again."),
    /** A code is not in its list. */
    UNKNOWN_CODE("unknown-code", Kind.INVALID, "A code is not in its list.", "Choose a code from the list."),
    /** It has not happened yet. */
    IN_THE_FUTURE(
            "in-the-future",
            Kind.INVALID,
            "It has not happened yet.",
            "Record it once it has happened, or correct the time."),
    /** It is recorded late and says no reason. */
    LATE_REASON_MISSING(
            "late-reason-missing",
            Kind.INVALID,
            "It is recorded late and says no reason.",
            "Say why it is recorded late."),
    /** More minutes are credited than the patient was there. */
    CREDITED_TOO_MUCH(
            "credited-too-much",
            Kind.INVALID,
            "More minutes are credited than the patient was there, or than the session was planned to last.",
            "Credit at most the minutes present, and at most the planned ones."),
    /** The patient cannot have been there for minutes that have not passed yet. */
    PRESENT_TOO_LONG(
            "present-too-long",
            Kind.INVALID,
            "So many minutes have not passed since the session began.",
            "Record it once they have, or correct the minutes."),
    /** The patient cannot have been in two sessions at once. */
    AT_TWO_SESSIONS(
            "at-two-sessions",
            Kind.CONFLICT,
            "The patient would have been in two sessions at the same time.",
            "Correct the minutes of one of the two."),
    /** Sessions were attended after the day that the discharge says the patient was last seen. */
    AFTER_LAST_CONTACT(
            "after-last-contact",
            Kind.CONFLICT,
            "The patient attended a session after the last contact.",
            "Correct the day of the last contact, or the attendance."),
    /** A session of this program cannot be that long. */
    SESSION_TOO_LONG(
            "session-too-long",
            Kind.INVALID,
            "A session of this program cannot be that long.",
            "Plan several sessions."),
    /** The session is shorter or longer than usual and says no reason. */
    UNUSUAL_LENGTH(
            "unusual-length",
            Kind.INVALID,
            "The session is shorter or longer than usual and says no reason.",
            "Choose a reason for the unusual length."),
    /** A policy cannot change how past weeks were judged. */
    POLICY_IN_THE_PAST(
            "policy-in-the-past",
            Kind.INVALID,
            "A policy cannot change how past weeks were judged.",
            "Let it begin today or later."),
    /** The last contact lies after the discharge. */
    DISCHARGE_BEFORE_LAST_CONTACT(
            "discharge-before-last-contact",
            Kind.INVALID,
            "The last contact lies after the discharge.",
            "Correct one of the two days."),
    /** A correction must be of the kind that it corrects. */
    KIND_OF_ENTRY_CHANGED(
            "kind-of-entry-changed",
            Kind.INVALID,
            "A correction must be of the kind that it corrects.",
            "Void the wrong entry and record a new one."),
    /** This Idempotency-Key was used for another command. */
    IDEMPOTENCY_KEY_REUSED(
            "idempotency-key-reused",
            Kind.INVALID,
            "This Idempotency-Key was used for another command.",
            "Use a fresh key for every command."),
    /** Your role does not allow this. */
    NOT_PERMITTED("not-permitted", Kind.FORBIDDEN, "Your role does not allow this.", "Ask somebody whose role does."),
    /** This belongs to a program that you do not work in. */
    OTHER_PROGRAM(
            "other-program",
            Kind.FORBIDDEN,
            "This belongs to a program that you do not work in.",
            "Ask a colleague of that program."),
    /** Only the author or a supervisor may correct, void or take back an entry. */
    NOT_THE_AUTHOR(
            "not-the-author",
            Kind.FORBIDDEN,
            "Only the author or a supervisor may correct, void or take back an entry.",
            "Ask the author or a supervisor."),
    /** Only an import knows days that are assumed. */
    ASSUMED_BY_HAND(
            "assumed-by-hand",
            Kind.FORBIDDEN,
            "Only an import may record a day that is assumed.",
            "Say on which day it happened."),
    /** Sessions of long ago come in by import. */
    SESSION_LONG_AGO(
            "session-long-ago",
            Kind.FORBIDDEN,
            "Only an import may schedule a session of more than a year ago.",
            "Check the year, or ask an administrator to import it."),
    /** There is no such patient in your programs. */
    PATIENT_NOT_FOUND(
            "patient-not-found",
            Kind.NOT_FOUND,
            "There is no such patient in your programs.",
            "Register the patient first."),
    /** There is no such program. */
    PROGRAM_NOT_FOUND("program-not-found", Kind.NOT_FOUND, "There is no such program.", "Publish the program first."),
    /** There is no such session. */
    SESSION_NOT_FOUND("session-not-found", Kind.NOT_FOUND, "There is no such session.", "Schedule the session first."),
    /** There is no such journey in your programs. */
    JOURNEY_NOT_FOUND(
            "journey-not-found",
            Kind.NOT_FOUND,
            "There is no such journey in your programs.",
            "Enrol the patient first."),
    /** There is no such entry on this journey. */
    ENTRY_NOT_FOUND(
            "entry-not-found", Kind.NOT_FOUND, "There is no such entry on this journey.", "Look at the journey again."),
    /** An entry with this id is recorded already: repeating it changes nothing. */
    ENTRY_EXISTS(
            "entry-exists",
            Kind.CONFLICT,
            "An entry with this id is recorded already: repeating it changes nothing.",
            "Nothing is left to do; give a further entry an id of its own."),
    /** The patient is registered already. */
    ALREADY_REGISTERED(
            "already-registered",
            Kind.CONFLICT,
            "The patient is registered already.",
            "Use the patient that is there."),
    /** The program is published already. */
    ALREADY_PUBLISHED(
            "already-published",
            Kind.CONFLICT,
            "The program is published already.",
            "Adopt a policy to change how it works."),
    /** The session is scheduled already. */
    ALREADY_SCHEDULED(
            "already-scheduled", Kind.CONFLICT, "The session is scheduled already.", "Schedule another session."),
    /** Attendance or absence is recorded for the session. */
    SESSION_HELD(
            "session-held",
            Kind.CONFLICT,
            "Attendance or absence is recorded for this session, so it took place.",
            "Void those entries first, or leave the session as it is."),
    /** The session is cancelled already. */
    ALREADY_CANCELLED(
            "already-cancelled", Kind.CONFLICT, "The session is cancelled already.", "Nothing is left to do."),
    /** The patient has an open journey in this program. */
    ALREADY_ENROLLED(
            "already-enrolled",
            Kind.CONFLICT,
            "The patient has an open journey in this program.",
            "Record on the open journey, or discharge it first."),
    /** The journey was voided and is not used again. */
    JOURNEY_VOID(
            "journey-void",
            Kind.CONFLICT,
            "The journey was voided and is not used again.",
            "Enrol the patient on a new journey."),
    /** The patient was on another journey in this program at that time. */
    JOURNEYS_OVERLAP(
            "journeys-overlap",
            Kind.CONFLICT,
            "The patient was on another journey in this program at that time.",
            "Correct the admission or the discharge, of this journey or of the other one."),
    /** It is no earlier, ended journey of this patient in this program. */
    NOT_A_PREVIOUS_JOURNEY(
            "not-a-previous-journey",
            Kind.CONFLICT,
            "It is no earlier, ended journey of this patient in this program.",
            "Leave it out: the last journey in the program is linked by itself."),
    /** It would be left on a journey without an admission. */
    WITHOUT_ENROLMENT(
            "without-enrolment",
            Kind.CONFLICT,
            "It would be left on a journey without an admission.",
            "Void it before the enrolment."),
    /** Something is recorded for this session on this journey already. */
    ALREADY_RECORDED(
            "already-recorded",
            Kind.CONFLICT,
            "Something is recorded for this session on this journey already.",
            "Correct the entry that is there."),
    /** The journey has ended already. */
    ALREADY_DISCHARGED(
            "already-discharged", Kind.CONFLICT, "The journey has ended already.", "Correct or rescind the discharge."),
    /** The entry does not count any more. */
    ALREADY_WITHDRAWN(
            "already-withdrawn",
            Kind.CONFLICT,
            "The entry does not count any more.",
            "Look at what was recorded instead of it."),
    /** The journey has not ended. */
    NOT_DISCHARGED("not-discharged", Kind.CONFLICT, "The journey has not ended.", "Nothing is to be rescinded."),
    /** It lies before the admission. */
    BEFORE_ADMISSION(
            "before-admission", Kind.CONFLICT, "It lies before the admission.", "Correct the day, or the admission."),
    /** It lies after the discharge. */
    AFTER_DISCHARGE(
            "after-discharge",
            Kind.CONFLICT,
            "It lies after the discharge.",
            "Correct the day, or rescind the discharge."),
    /** The session was cancelled: nobody attended or missed it. */
    SESSION_CANCELLED(
            "session-cancelled",
            Kind.CONFLICT,
            "The session was cancelled: nobody attended or missed it.",
            "Choose the session that took place."),
    /** The session belongs to another program. */
    SESSION_OF_OTHER_PROGRAM(
            "session-of-other-program",
            Kind.CONFLICT,
            "The session belongs to another program.",
            "Choose a session of the journey’s program."),
    /** What it makes up for is not a missed session that counts. */
    NOTHING_TO_MAKE_UP(
            "nothing-to-make-up",
            Kind.CONFLICT,
            "What it makes up for is not a missed session that counts.",
            "Choose a missed session of this journey."),
    /** The missed session is made up for already. */
    MADE_UP_ALREADY(
            "made-up-already",
            Kind.CONFLICT,
            "The missed session is made up for already.",
            "Choose another missed session."),
    /** The make-up is not held between the missed session and the deadline. */
    MADE_UP_TOO_LATE(
            "made-up-too-late",
            Kind.CONFLICT,
            "A make-up is held after the missed session and before the policy’s deadline.",
            "Record it as an ordinary attendance."),
    /** The program has no policy in force on that day. */
    PROGRAM_WITHOUT_POLICY(
            "program-without-policy",
            Kind.CONFLICT,
            "The program has no policy in force on that day.",
            "Adopt a policy that begins by then."),
    /** A journey cannot change its patient or program. */
    OTHER_PATIENT(
            "other-patient",
            Kind.CONFLICT,
            "A journey cannot change its patient or program.",
            "Void it here as recorded for the wrong patient, and record it there."),
    /** A discharge is not voided but rescinded. */
    DISCHARGE_IS_RESCINDED(
            "discharge-is-rescinded",
            Kind.CONFLICT,
            "A discharge is not voided but rescinded, by a supervisor.",
            "Rescind the discharge, or correct it."),
    /** Other entries on the journey stand against it. */
    ENTRIES_STAND_AGAINST_IT(
            "entries-stand-against-it",
            Kind.CONFLICT,
            "Other entries on the journey stand against it.",
            "Correct the entries that are named first."),
    /** The personal data must still be kept. */
    RETAINED(
            "retained",
            Kind.CONFLICT,
            "The personal data must still be kept.",
            "Wait until the period of retention is over."),
    /** The personal data of this patient is destroyed: no more of it can be recorded. */
    PERSONAL_DATA_ERASED(
            "personal-data-erased",
            Kind.GONE,
            "The personal data of this patient is destroyed: no more of it can be recorded.",
            "Leave the note empty; codes can still be recorded."),
    /** Nobody can be admitted under a registration whose personal data is destroyed. */
    PATIENT_ERASED(
            "patient-erased",
            Kind.GONE,
            "The personal data of this patient is destroyed: nobody can be admitted under this registration.",
            "Register the person anew."),
    /** Others recorded something on it at the same moment. */
    LOST_RACE(
            "lost-race",
            Kind.CONFLICT,
            "Others recorded something on it at the same moment.",
            "Look at it again, and repeat what still applies.");

    /** What a refusal means, apart from any protocol. */
    public enum Kind {
        /** What was asked for cannot be right. */
        INVALID,
        /** It is not for this person to do. */
        FORBIDDEN,
        /** What it is about does not exist. */
        NOT_FOUND,
        /** It contradicts what is recorded. */
        CONFLICT,
        /** What it needs is destroyed. */
        GONE
    }

    private final String code;
    private final Kind kind;
    private final String sentence;
    private final String whatToDo;

    Rule(String code, Kind kind, String sentence, String whatToDo) {
        this.code = code;
        this.kind = kind;
        this.sentence = sentence;
        this.whatToDo = whatToDo;
    }

    /** The stable code. */
    @JsonValue
    public String code() {
        return code;
    }

    /** What the refusal means. */
    public Kind kind() {
        return kind;
    }

    /** What it says, to a person. */
    public String sentence() {
        return sentence;
    }

    /** What to do next. */
    public String whatToDo() {
        return whatToDo;
    }
}

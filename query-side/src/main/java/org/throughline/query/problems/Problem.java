package org.throughline.query.problems;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** Why a question is not answered. */
public enum Problem {
    /** Nobody is signed in. */
    NOT_SIGNED_IN(
            HttpStatus.UNAUTHORIZED,
            "You are not signed in",
            "Sign in, or send a valid token in the Authorization header."),
    /** The role does not allow it. */
    NOT_PERMITTED(
            HttpStatus.FORBIDDEN,
            "Your role may not see this",
            "Sign in with an account whose role may, or ask your administrator for the role."),
    /** The journey belongs to a program that the reader does not, or there is none. */
    OTHER_PROGRAM(
            HttpStatus.FORBIDDEN,
            "This is no journey of your programs",
            "If it is another program’s and you need it now, open it with a reason: medical-emergency,"
                    + " covering-for-colleague or patient-request. It is recorded that you did, and why."),
    /** There is nothing at this address. */
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing here", "Check the address, or start from the first page."),
    /** An event is to be skipped that waits nowhere. */
    NOT_WAITING(
            HttpStatus.CONFLICT,
            "This event does not wait",
            "Look at the list again: it was taken or skipped meanwhile, or it never waited."),
    /** An event is to be skipped that only waits behind another one. */
    WAITS_BEHIND(
            HttpStatus.CONFLICT,
            "This event waits behind another one",
            "Try the one before it again, or skip that one: then this one is taken by itself."),
    /** Something in the question cannot be understood. */
    INVALID(HttpStatus.BAD_REQUEST, "The request cannot be understood", "Correct what is named and send it again."),
    /** What was sent is larger than any question. */
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The request is too large", "Send less at once."),
    /** Somebody tries passwords. */
    TOO_MANY_TRIES(HttpStatus.TOO_MANY_REQUESTS, "Too many tries", "Wait five minutes, then try again."),
    /** The address exists, but not for this kind of request. */
    UNSUPPORTED(
            HttpStatus.METHOD_NOT_ALLOWED,
            "This address does not answer that kind of request",
            "See the API description for what it answers."),
    /** The body is of another type than the address takes. */
    UNSUPPORTED_TYPE(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "The body is of another type than is taken here",
            "Send JSON, and set Content-Type to application/json."),
    /** The question depends on something that is not shown yet. */
    NOT_YET(HttpStatus.SERVICE_UNAVAILABLE, "What you ask for is recorded but not shown yet", "Ask again in a moment."),
    /** More is asked than can be answered. The connection stays open after it: new ones slow a crowd down first. */
    BUSY(
            HttpStatus.TOO_MANY_REQUESTS,
            "Too much is asked at this moment",
            "Ask again in a few seconds; a program after as many as Retry-After says."),
    /** The question depends on something that is not in the record, or no more. */
    NOT_RECORDED(
            HttpStatus.CONFLICT,
            "The record does not go that far",
            "It may have been restored to an earlier moment. Ask again without “at-least”, and look whether what you"
                    + " recorded is there; if it is not, record it again."),
    /** A part that is needed does not answer. */
    UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "A part of Throughline does not answer at the moment",
            "Nothing is lost. Ask again in a moment."),
    /** Our mistake. */
    UNEXPECTED(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "Something went wrong on our side",
            "Nothing you recorded is lost. Try again; if it happens again, tell your administrator the time and the"
                    + " correlation.");

    private final HttpStatus status;
    private final String title;
    private final String whatToDo;

    Problem(HttpStatus status, String title, String whatToDo) {
        this.status = status;
        this.title = title;
        this.whatToDo = whatToDo;
    }

    /** Its code in addresses and answers. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The HTTP status it is answered with. */
    public HttpStatus status() {
        return status;
    }

    /** What it is, in a few words. */
    public String title() {
        return title;
    }

    /** What the one who asked can do about it. */
    public String whatToDo() {
        return whatToDo;
    }

    /** The problem that a plain HTTP status stands for. */
    public static Problem of(int status) {
        return switch (status) {
            case 401 -> NOT_SIGNED_IN;
            case 403 -> NOT_PERMITTED;
            case 404 -> NOT_FOUND;
            case 405, 406 -> UNSUPPORTED;
            case 415 -> UNSUPPORTED_TYPE;
            case 413 -> TOO_LARGE;
            case 429 -> TOO_MANY_TRIES;
            case 503 -> UNAVAILABLE;
            default -> status >= 400 && status < 500 ? INVALID : UNEXPECTED;
        };
    }
}

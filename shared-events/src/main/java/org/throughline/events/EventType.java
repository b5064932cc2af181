package org.throughline.events;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The stored name and shape of an event. Once committed, a name never changes its meaning and is never reused. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {
    /** The stored name, in the field's words: {@code journey.session-attended}. */
    String name();

    /** Counts restructurings of the payload; older revisions are upcast when they are read. */
    int revision() default 1;

    /** What it says happened, in one sentence, for the event catalogue. */
    String meaning();
}

package org.throughline.standalone;

import java.io.PrintStream;
import org.springframework.context.ApplicationContext;
import org.throughline.command.journey.OpenJourneys;
import org.throughline.command.record.RecordLog;
import org.throughline.events.storage.EventCodec;

/** The claims that keep a patient from being enrolled twice: they follow from the history and can be made again. */
final class Claims {
    private Claims() {}

    /** Makes them again while everything goes on. */
    static void rebuild(ApplicationContext application, PrintStream out) {
        var open = OpenJourneys.rebuild(application.getBean(RecordLog.class), EventCodec.ofHistory());
        out.println("Made the claims on open journeys again: " + open + " are open.");
    }
}

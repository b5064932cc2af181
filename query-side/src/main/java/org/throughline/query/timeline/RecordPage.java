package org.throughline.query.timeline;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyId;
import org.throughline.query.access.JourneyAccess;
import org.throughline.query.signin.Actor;

/** Serves the forms that commands on a journey are given with, into the dialog of its page. */
@Controller
class RecordPage {
    private final Timelines timelines;
    private final JourneyAccess access;
    private final RecordForms forms;

    RecordPage(Timelines timelines, JourneyAccess access, RecordForms forms) {
        this.timelines = timelines;
        this.access = access;
        this.forms = forms;
    }

    @GetMapping("/journeys/{journey}/record/{kind}")
    String form(
            @PathVariable JourneyId journey,
            @PathVariable String kind,
            @RequestParam(required = false) @Nullable EntryId corrects,
            @RequestParam(required = false) @Nullable EntryId entry,
            Actor actor,
            Model model) {
        var timeline = open(journey, actor);
        RecordForm form;
        if (corrects != null) {
            form = forms.correction(timeline, corrects);
        } else if (entry != null) {
            form = forms.taking(timeline, kind, entry);
        } else {
            form = forms.fresh(timeline, kind);
        }
        model.addAttribute("form", form);
        return "timeline/record";
    }

    /** The form holds what the entry says: that is a reading, too. */
    private Timeline open(JourneyId id, Actor actor) {
        var journey = timelines.summary(id).orElseThrow(() -> JourneyAccess.unknown(actor, null));
        var wanted =
                new JourneyAccess.Wanted(id, journey.patient(), journey.program(), "timeline", journey.lastPosition());
        access.open(actor, wanted, null);
        return timelines.of(id).orElseThrow();
    }
}

package org.throughline.query.timeline;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.throughline.events.EntryId;
import org.throughline.events.JourneyId;
import org.throughline.query.access.JourneyAccess;
import org.throughline.query.page.Times;
import org.throughline.query.page.Words;
import org.throughline.query.signin.Accounts;
import org.throughline.query.signin.Actor;

/** Serves the forms that commands on a journey are given with, into the dialog of its page. */
@Controller
class RecordPage {
    private final Timelines timelines;
    private final JourneyAccess access;
    private final RecordForms forms;
    private final Accounts accounts;

    RecordPage(Timelines timelines, JourneyAccess access, RecordForms forms, Accounts accounts) {
        this.timelines = timelines;
        this.access = access;
        this.forms = forms;
        this.accounts = accounts;
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
        model.addAttribute("journey", journey);
        return "timeline/record";
    }

    /** What was recorded after the version that a form was opened for, in the words of the timeline. */
    @GetMapping("/journeys/{journey}/meanwhile")
    String meanwhile(@PathVariable JourneyId journey, @RequestParam long since, Actor actor, Model model) {
        var timeline = open(journey, actor);
        model.addAttribute("version", timeline.journey().version());
        model.addAttribute(
                "news",
                timeline.entries().stream()
                        .filter(entry -> entry.sequence() >= since)
                        .sorted(Comparator.comparingLong(Timeline.Entry::sequence))
                        .map(this::told)
                        .toList());
        return "timeline/meanwhile";
    }

    /** Something recorded meanwhile, in words. */
    record News(String title, List<String> details, String recorded, String by, String role) {}

    private News told(Timeline.Entry entry) {
        var telling = Telling.of(entry.event());
        var zone = entry.event().occurred().zone();
        return new News(
                telling.title(),
                telling.details(),
                Times.time(entry.recordedAt(), zone),
                accounts.displayName(entry.metadata().actor()),
                Words.of(entry.metadata().role()).toLowerCase(Locale.ENGLISH));
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

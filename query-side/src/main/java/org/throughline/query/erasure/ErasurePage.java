package org.throughline.query.erasure;

import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.throughline.events.ErasureBasis;
import org.throughline.events.PatientId;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.ProgramId;
import org.throughline.query.access.JourneyAccess;
import org.throughline.query.identity.Patients;
import org.throughline.query.page.Times;
import org.throughline.query.page.Words;
import org.throughline.query.problems.Problem;
import org.throughline.query.problems.Refused;
import org.throughline.query.program.Programs;
import org.throughline.query.signin.Actor;
import org.throughline.query.timeline.JourneySummary;
import org.throughline.query.timeline.Timelines;

/** Lets an administrator find one person and destroy their personal data; it says what that means before it is done. */
@Controller
class ErasurePage {
    private static final String PURPOSE = "erasure";

    /** Nobody needs more names than this to find one person. */
    private static final int FEW = 10;

    private final Patients patients;
    private final Timelines timelines;
    private final Programs programs;
    private final JourneyAccess access;

    ErasurePage(Patients patients, Timelines timelines, Programs programs, JourneyAccess access) {
        this.patients = patients;
        this.timelines = timelines;
        this.programs = programs;
        this.access = access;
    }

    /** Somebody, as far as it takes to be sure that it is the right person. */
    record Person(PatientId id, String name, @Nullable String born, List<String> numbers) {
        @Override
        public String toString() {
            return "Person[" + id + ", …]";
        }
    }

    /** A journey of theirs, without anything that happened on it. */
    record Stay(String program, String admitted, String state, boolean open) {}

    /** A value of a list. */
    record Choice(String value, String label) {}

    @GetMapping("/erasure")
    String page(@RequestParam(required = false) @Nullable String done, Model model) {
        model.addAttribute("done", done != null);
        return "erasure/erasure";
    }

    @PostMapping("/erasure/search")
    String search(@RequestParam @Size(max = 200) String text, Actor actor, Model model) {
        var found = patients.search(
                text, programs.all().stream().map(ProgramPublished::programId).toList());
        var few = found.size() <= FEW;
        var told = few ? found : List.<Patients.Identity>of();
        told.forEach(identity -> access.nameFor(actor, identity.patient(), "search", PURPOSE));
        model.addAttribute("many", !few);
        model.addAttribute("found", told.stream().map(ErasurePage::told).toList());
        return "erasure/erasure :: found";
    }

    @GetMapping("/erasure/{patient}")
    String person(@PathVariable PatientId patient, Actor actor, Model model) {
        var identity = known(patient, actor);
        model.addAttribute("person", told(identity));
        model.addAttribute("registeredBy", name(identity.registeredBy()));
        model.addAttribute(
                "stays", timelines.of(patient).stream().map(this::told).toList());
        return "erasure/erasing";
    }

    @GetMapping("/erasure/{patient}/confirmation")
    String confirmation(@PathVariable PatientId patient, Actor actor, Model model) {
        model.addAttribute("person", told(known(patient, actor)));
        model.addAttribute(
                "bases",
                Stream.of(ErasureBasis.values())
                        .map(basis -> new Choice(basis.code(), Words.of(basis)))
                        .toList());
        return "erasure/confirmation";
    }

    private Patients.Identity known(PatientId id, Actor actor) {
        var identity = patients.of(id)
                .orElseThrow(() -> new Refused(
                        Problem.NOT_FOUND, "Nobody is known by this address, or the personal data is erased already."));
        access.nameFor(actor, id, "identity", PURPOSE);
        return identity;
    }

    private static Person told(Patients.Identity identity) {
        return new Person(
                identity.patient(),
                identity.name().given() + " " + identity.name().family(),
                Optional.ofNullable(identity.birthDate()).map(Times::day).orElse(null),
                identity.identifiers().stream()
                        .map(known -> known.system() + " " + known.value())
                        .toList());
    }

    private Stay told(JourneySummary journey) {
        var left = journey.dischargedOn();
        var open = journey.status() == JourneySummary.Status.OPEN;
        return new Stay(
                name(journey.program()),
                Times.day(journey.admittedOn()),
                switch (journey.status()) {
                    case OPEN -> "Open";
                    case DISCHARGED -> left == null ? "Ended" : "Ended " + Times.day(left);
                    case WITHDRAWN -> "Admission struck out";
                },
                open);
    }

    private String name(ProgramId program) {
        return programs.of(program).map(ProgramPublished::name).orElse("Unknown program");
    }
}

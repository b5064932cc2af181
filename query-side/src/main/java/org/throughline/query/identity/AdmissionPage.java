package org.throughline.query.identity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.throughline.events.PatientId;
import org.throughline.events.ProgramEvent.ProgramPublished;
import org.throughline.events.ProgramId;
import org.throughline.query.access.JourneyAccess;
import org.throughline.query.page.Times;
import org.throughline.query.page.Words;
import org.throughline.query.problems.Problem;
import org.throughline.query.problems.Refused;
import org.throughline.query.program.Programs;
import org.throughline.query.signin.Accounts;
import org.throughline.query.signin.Actor;

/** Admits a patient: finds or registers the person, then enrols them. */
@Controller
class AdmissionPage {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

    private final Patients patients;
    private final Programs programs;
    private final JourneyAccess access;
    private final Accounts accounts;
    private final InstantSource clock;

    AdmissionPage(
            Patients patients,
            Programs programs,
            JourneyAccess access,
            Accounts accounts,
            @Qualifier("queryClock") InstantSource clock) {
        this.patients = patients;
        this.programs = programs;
        this.access = access;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Somebody found, as far as it takes to tell them from others. */
    record Found(PatientId id, String name, @Nullable String born) {
        @Override
        public String toString() {
            return "Found[" + id + ", …]";
        }
    }

    /** A value of a list. */
    record Choice(String value, String label) {}

    /** Text comes in a body, so that it is in no address and no log. */
    record Search(@NotBlank @Size(max = 200) String text) {
        @Override
        public String toString() {
            return "Search[…]";
        }
    }

    @GetMapping("/journeys/new")
    String page(
            @RequestParam(required = false) @Nullable PatientId patient,
            @RequestParam(required = false) @Nullable ProgramId program,
            Actor actor,
            Model model) {
        var own = own(actor);
        var chosen = own.stream()
                .filter(one -> program == null || one.programId().equals(program))
                .findFirst();
        model.addAttribute("programs", own);
        model.addAttribute("chosen", chosen.orElse(null));
        model.addAttribute("me", actor.id());
        model.addAttribute("patient", patient == null ? null : known(patient, actor));
        chosen.ifPresent(one -> prepare(one, model));
        return "identity/admission";
    }

    private void prepare(ProgramPublished program, Model model) {
        var now = clock.instant().atZone(program.timeZone());
        model.addAttribute("now", LOCAL.format(now));
        model.addAttribute(
                "weekly",
                programs.withPolicies(program.programId())
                        .policyOn(now.toLocalDate())
                        .map(adopted -> adopted.policy().weeklyMinutes())
                        .map(Words::decimalHours)
                        .orElse("9"));
        model.addAttribute(
                "substances",
                Words.substances().entrySet().stream()
                        .map(substance -> new Choice("" + substance.getKey(), substance.getValue()))
                        .toList());
        model.addAttribute("referrals", REFERRALS);
        model.addAttribute("clinicians", accounts.treating(program.programId()));
    }

    /** TEDS: who sent the patient. */
    private static final List<Choice> REFERRALS = List.of(
            new Choice("1", "Themselves"),
            new Choice("2", "Alcohol or drug treatment provider"),
            new Choice("3", "Other health care provider"),
            new Choice("4", "School"),
            new Choice("5", "Employer"),
            new Choice("6", "Other community referral"),
            new Choice("7", "Court or criminal justice"));

    private Found known(PatientId id, Actor actor) {
        var found = patients.of(id)
                .filter(identity -> mayAdmit(identity, actor))
                .orElseThrow(
                        () -> new Refused(Problem.NOT_FOUND, "No patient of your programs is known by this address."));
        access.name(actor, id, null, "admission");
        return told(found);
    }

    /** A patient belongs to the program that registered them, or to one that they have a journey in. */
    private boolean mayAdmit(Patients.Identity identity, Actor actor) {
        return actor.belongsTo(identity.registeredBy())
                || patients.search(identity.name().family(), actor.programs()).stream()
                        .anyMatch(found -> found.patient().equals(identity.patient()));
    }

    @PostMapping("/patients/search")
    String search(@RequestParam @Size(max = 200) String text, Actor actor, Model model) {
        model.addAttribute("found", find(text, actor));
        return "identity/admission :: found";
    }

    @PostMapping("/api/patients/search")
    @ResponseBody
    ResponseEntity<List<Found>> search(@Valid @RequestBody Search search, Actor actor) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(find(search.text(), actor));
    }

    private List<Found> find(String text, Actor actor) {
        var found = patients.search(text, actor.programs());
        found.forEach(identity -> access.name(actor, identity.patient(), null, "search"));
        return found.stream().map(AdmissionPage::told).toList();
    }

    private static Found told(Patients.Identity identity) {
        return new Found(
                identity.patient(),
                identity.name().given() + " " + identity.name().family(),
                Optional.ofNullable(identity.birthDate()).map(Times::day).orElse(null));
    }

    private List<ProgramPublished> own(Actor actor) {
        return programs.all().stream()
                .filter(program -> actor.belongsTo(program.programId()))
                .toList();
    }
}

package org.throughline.query.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.throughline.events.Role;
import org.throughline.query.signin.Accounts;
import org.throughline.query.signin.Actor;

/** Gives every page what its frame shows: who is signed in, and where they can go. */
@ControllerAdvice("org.throughline.query")
class Frame {
    private final Accounts accounts;

    Frame(Accounts accounts) {
        this.accounts = accounts;
    }

    /** A way to another page. */
    record Way(String path, String label, boolean here) {}

    /** Who is signed in, as the frame shows it. */
    record SignedIn(String name, String role, List<Way> ways, boolean demonstration) {}

    @ModelAttribute("frame")
    Optional<SignedIn> frame(@Nullable Authentication authentication, HttpServletRequest request) {
        if (authentication == null || authentication instanceof AnonymousAuthenticationToken) {
            return Optional.empty();
        }
        var actor = Actor.of(authentication);
        var role = actor.roles().stream().sorted().findFirst().map(Words::of).orElse("No role");
        return Optional.of(new SignedIn(
                accounts.displayName(actor.id()),
                role,
                ways(actor, request.getRequestURI()),
                !accounts.demonstration().isEmpty()));
    }

    private static List<Way> ways(Actor actor, String here) {
        var ways = new ArrayList<Way>();
        if (actor.readsIdentified()) {
            ways.add(new Way("/", "Journeys", here.equals("/") || here.startsWith("/journeys")));
        }
        if (actor.isAny(Role.CLINICIAN, Role.SUPERVISOR, Role.MANAGER)) {
            ways.add(way("/sessions", "Sessions", here));
        }
        if (actor.isAny(Role.SUPERVISOR, Role.AUDITOR, Role.RESEARCHER, Role.MANAGER)) {
            ways.add(way("/outcomes", "Outcomes", here));
        }
        ways.add(way("/programs", "Programs", here));
        if (actor.isAny(Role.ADMINISTRATOR)) {
            ways.add(way("/operations", "Operations", here));
        }
        return ways;
    }

    private static Way way(String path, String label, String here) {
        return new Way(path, label, here.startsWith(path));
    }
}

package org.throughline.query.page;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.throughline.events.Role;
import org.throughline.query.signin.Accounts;
import org.throughline.query.signin.Actor;

/** What the frame of every page shows, pages of problems included: who is signed in, and where they can go. */
@Component("frame")
class Frame {
    private final Accounts accounts;

    Frame(Accounts accounts) {
        this.accounts = accounts;
    }

    /** A way to another page. */
    record Way(String path, String label, boolean here) {}

    /** Who is signed in, as the frame shows it. */
    record SignedIn(String name, String role, List<Way> ways, boolean demonstration) {}

    /** Who is signed in; null if nobody is. */
    public @Nullable SignedIn signedIn() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || authentication instanceof AnonymousAuthenticationToken) {
            return null;
        }
        var actor = Actor.of(authentication);
        var role = actor.roles().stream().sorted().findFirst().map(Words::of).orElse("No role");
        return new SignedIn(
                accounts.displayName(actor.id()),
                role,
                ways(actor, path()),
                !accounts.demonstration().isEmpty());
    }

    private static String path() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes web
                ? web.getRequest().getRequestURI()
                : "";
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
            ways.add(way("/erasure", "Erasure", here));
        }
        return ways;
    }

    private static Way way(String path, String label, String here) {
        return new Way(path, label, here.startsWith(path));
    }
}

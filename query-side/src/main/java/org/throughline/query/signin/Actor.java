package org.throughline.query.signin;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.throughline.events.ProgramId;
import org.throughline.events.Role;

/**
 * Somebody who asks, by an opaque id, with what the sign-in says they may do.
 *
 * @param programs the programs they belong to
 */
public record Actor(String id, Set<Role> roles, Set<ProgramId> programs) {
    static final String ROLE = "ROLE_";
    static final String PROGRAM = "PROGRAM_";

    public Actor {
        roles = Set.copyOf(roles);
        programs = Set.copyOf(programs);
    }

    /** The actor of a session or a token. Authorities that mean nothing here are left out. */
    public static Actor of(Authentication authentication) {
        var granted = new TreeSet<String>();
        authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority != null)
                .forEach(granted::add);
        var roles = EnumSet.noneOf(Role.class);
        for (var role : Role.values()) {
            if (granted.contains(ROLE + role.code())) {
                roles.add(role);
            }
        }
        var programs = new HashSet<ProgramId>();
        granted.stream()
                .filter(authority -> authority.startsWith(PROGRAM))
                .flatMap(authority -> program(authority.substring(PROGRAM.length())).stream())
                .forEach(programs::add);
        return new Actor(authentication.getName(), roles, programs);
    }

    /** A program that is no id opens no door, and closes none. */
    private static Optional<ProgramId> program(String id) {
        try {
            return Optional.of(ProgramId.of(id));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    /** Whether the actor has one of the roles. */
    public boolean isAny(Role... wanted) {
        for (var role : wanted) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the actor cares for patients: as a clinician or a supervisor. */
    public boolean cares() {
        return isAny(Role.CLINICIAN, Role.SUPERVISOR);
    }

    /** Whether the actor may be told who a patient is at all. */
    public boolean readsIdentified() {
        return cares() || isAny(Role.AUDITOR);
    }

    /** Whether the actor belongs to the program. */
    public boolean belongsTo(ProgramId program) {
        return programs.contains(program);
    }

    /** What they act as when they read: the strongest of their roles for it. */
    public Role readingRole() {
        for (var role : new Role[] {Role.AUDITOR, Role.SUPERVISOR, Role.CLINICIAN}) {
            if (roles.contains(role)) {
                return role;
            }
        }
        return roles.stream().sorted().findFirst().orElseThrow();
    }
}

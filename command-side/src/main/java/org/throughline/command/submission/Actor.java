package org.throughline.command.submission;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.throughline.events.ProgramId;
import org.throughline.events.Role;

/**
 * Who asks for something.
 *
 * @param id an opaque id, never a name
 * @param roles what they may act as
 * @param programs the programs they work in
 */
public record Actor(String id, Set<Role> roles, Set<ProgramId> programs) {
    public Actor {
        roles = Set.copyOf(roles);
        programs = Set.copyOf(programs);
    }

    /** The first of some roles that the actor has; for clinical roles only in the actor's own programs. */
    public Optional<Role> actingAs(ProgramId program, List<Role> allowed) {
        return allowed.stream()
                .filter(roles::contains)
                .filter(role -> role == Role.ADMINISTRATOR || programs.contains(program))
                .findFirst();
    }
}

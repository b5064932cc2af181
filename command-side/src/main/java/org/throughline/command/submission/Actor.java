package org.throughline.command.submission;

import java.util.Set;
import org.throughline.events.ProgramId;
import org.throughline.events.Role;

/**
 * Who submits a command.
 *
 * @param id the person or client, by an opaque id
 * @param roles what they may act as
 * @param programs the programs they belong to
 */
public record Actor(String id, Set<Role> roles, Set<ProgramId> programs) {
    public Actor {
        roles = Set.copyOf(roles);
        programs = Set.copyOf(programs);
    }
}

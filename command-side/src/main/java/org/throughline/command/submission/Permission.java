package org.throughline.command.submission;

import java.util.List;
import java.util.stream.Stream;
import org.throughline.events.ProgramId;
import org.throughline.events.Role;

/** Who may do what. Pure. */
public final class Permission {
    private Permission() {}

    /**
     * What an actor acts as in a program: the first of the roles that suffice.
     *
     * @throws Refused {@link Rule#OTHER_PROGRAM} if one of the roles would do, but in another program
     */
    public static Role in(Actor actor, ProgramId program, Role... allowed) {
        return actor.actingAs(program, List.of(allowed))
                .orElseThrow(() -> new Refused(
                        Stream.of(allowed).anyMatch(actor.roles()::contains)
                                ? Rule.OTHER_PROGRAM
                                : Rule.NOT_PERMITTED));
    }

    /** What an actor acts as, whatever the program. */
    public static Role anywhere(Actor actor, Role... allowed) {
        return Stream.of(allowed)
                .filter(actor.roles()::contains)
                .findFirst()
                .orElseThrow(() -> new Refused(Rule.NOT_PERMITTED));
    }
}

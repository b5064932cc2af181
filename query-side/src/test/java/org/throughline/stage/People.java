package org.throughline.stage;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.throughline.events.ProgramId;

/** Those who ask, as a session or a token tells of them. */
public final class People {
    private People() {}

    /** Somebody with a role who belongs to the program of {@link InventedJourney}. */
    public static RequestPostProcessor as(String role) {
        return of(InventedJourney.PROGRAM, role);
    }

    /** Somebody with a role who belongs to another program. */
    public static RequestPostProcessor stranger(String role) {
        return of(InventedJourney.OTHER_PROGRAM, role);
    }

    private static RequestPostProcessor of(ProgramId program, String role) {
        return user("somebody").authorities(AuthorityUtils.createAuthorityList("ROLE_" + role, "PROGRAM_" + program));
    }
}

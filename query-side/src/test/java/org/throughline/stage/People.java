package org.throughline.stage;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.throughline.events.ProgramId;

/** Those who ask, as a session or a token tells of them. */
public final class People {
    private People() {}

    /** Somebody with roles who belongs to the program of {@link InventedJourney}. */
    public static RequestPostProcessor as(String... roles) {
        return of(InventedJourney.PROGRAM, roles);
    }

    /** Somebody with a role who belongs to another program. */
    public static RequestPostProcessor stranger(String role) {
        return of(InventedJourney.OTHER_PROGRAM, role);
    }

    private static RequestPostProcessor of(ProgramId program, String... roles) {
        var authorities = AuthorityUtils.createAuthorityList("PROGRAM_" + program);
        for (var role : roles) {
            authorities.add(new SimpleGrantedAuthority("ROLE_" + role));
        }
        return user("somebody").authorities(authorities);
    }
}

package org.throughline.query.signin;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.stereotype.Component;
import org.throughline.events.ProgramId;
import org.throughline.events.Role;

/**
 * Who works here, as far as it is known: the accounts of the demonstration, which one can sign in with by name and password,
 * and those who have signed in with a provider.
 */
@Component
public class Accounts {
    private final List<Demonstration.Account> accounts;
    private final @Nullable String encodedPassword;
    private final Colleagues colleagues;

    Accounts(Demonstration demonstration, Colleagues colleagues, Environment environment) {
        this.colleagues = colleagues;
        var password = demonstration.password();
        if (environment.acceptsProfiles(Profiles.of("demonstration")) && password != null) {
            accounts = demonstration.accounts();
            encodedPassword =
                    PasswordEncoderFactories.createDelegatingPasswordEncoder().encode(password);
        } else {
            accounts = List.of();
            encodedPassword = null;
        }
    }

    /** The demonstration accounts; empty outside of a demonstration. */
    public List<Demonstration.Account> demonstration() {
        return accounts;
    }

    /** How pages call an actor: the name on the account, or the opaque id where there is none. */
    public String displayName(String actor) {
        return find(actor)
                .map(Demonstration.Account::display)
                .or(() -> colleagues.name(actor))
                .orElse(actor);
    }

    /** Those who treat in a program, as far as accounts are known here: clinicians and supervisors. */
    public List<Demonstration.Account> treating(ProgramId program) {
        var demonstrating = accounts.stream()
                .filter(account -> account.role() == Role.CLINICIAN || account.role() == Role.SUPERVISOR)
                .filter(account -> account.programs().contains(program.value()));
        return Stream.concat(demonstrating, colleagues.treating(program).stream())
                .toList();
    }

    private Optional<Demonstration.Account> find(String name) {
        return accounts.stream().filter(account -> account.name().equals(name)).findFirst();
    }

    /** An account with its password, for whoever wants to sign in with it. */
    UserDetails load(String name) {
        var account = find(name).orElseThrow(() -> new UsernameNotFoundException("no such account"));
        return User.withUsername(account.name())
                .password(encodedPassword)
                .authorities(AuthorityUtils.createAuthorityList(account.authorities()))
                .build();
    }
}

package org.throughline.query.signin;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.throughline.events.Role;

/**
 * The accounts of a demonstration, marked as such wherever they appear. Without the profile {@code demonstration} nobody
 * can sign in with them.
 *
 * @param password one for all accounts, made at the first start
 * @param tokenSecret what tokens are signed with, at least 32 bytes
 */
@ConfigurationProperties("throughline.demonstration")
public record Demonstration(
        @Nullable String password,
        @Nullable String tokenSecret,
        @DefaultValue List<Account> accounts) {

    @Override
    public String toString() {
        return "Demonstration[" + accounts.size() + " accounts]";
    }

    /**
     * One account.
     *
     * @param name what to sign in with; the opaque id of the actor
     * @param display how pages call the person
     */
    public record Account(
            String name,
            String display,
            Role role,
            @DefaultValue List<UUID> programs) {

        /** What the sign-in grants. */
        List<String> authorities() {
            var programs = this.programs.stream().map(program -> Actor.PROGRAM + program);
            return Stream.concat(Stream.of(Actor.ROLE + role.code()), programs).toList();
        }
    }
}

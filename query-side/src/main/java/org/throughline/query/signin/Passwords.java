package org.throughline.query.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.security.authentication.AccountStatusException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Signing in by name and password. Whoever guesses has to wait: so many wrong passwords for a name from one address, and
 * more for all names from there, and for some minutes not even the right one is looked at. Each node counts by itself.
 */
@Component
class Passwords implements AuthenticationProvider {
    static final Duration WAIT = Duration.ofMinutes(5);
    static final int TRIES = 10;
    private static final int TRIES_OF_AN_ADDRESS = 100;
    private static final int COUNTED_AT_MOST = 100_000;

    private final DaoAuthenticationProvider accounts;
    private final Cache<String, AtomicInteger> names = counters();
    private final Cache<String, AtomicInteger> addresses = counters();

    Passwords(Accounts accounts) {
        this.accounts = new DaoAuthenticationProvider(accounts::load);
    }

    private static Cache<String, AtomicInteger> counters() {
        return Caffeine.newBuilder()
                .maximumSize(COUNTED_AT_MOST)
                .expireAfterWrite(WAIT)
                .build();
    }

    /** Too many wrong passwords came before this one. */
    static final class TooManyTries extends AccountStatusException {
        private static final long serialVersionUID = 1;

        TooManyTries() {
            super("too many tries");
        }
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        var address = attempt.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
        var name = address + "\n" + attempt.getName();
        var ofName = names.get(name, ignored -> new AtomicInteger());
        var ofAddress = addresses.get(address, ignored -> new AtomicInteger());
        // counted before it is looked at, so that guessing in parallel gains nothing
        if (ofName.incrementAndGet() > TRIES || ofAddress.incrementAndGet() > TRIES_OF_AN_ADDRESS) {
            throw new TooManyTries();
        }
        var authentication = accounts.authenticate(attempt);
        names.invalidate(name);
        ofAddress.decrementAndGet();
        return authentication;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}

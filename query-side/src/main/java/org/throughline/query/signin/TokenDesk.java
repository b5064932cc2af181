package org.throughline.query.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.authentication.configuration.AuthenticationConfiguration;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.query.problems.Problem;
import org.throughline.query.problems.Refused;
import org.throughline.query.signin.Passwords.TooManyTries;

/** Gives demonstration accounts a token for the API. Elsewhere the provider of the sign-in gives tokens. */
@RestController
class TokenDesk {
    private final AuthenticationConfiguration accounts;
    private final Tokens tokens;

    TokenDesk(AuthenticationConfiguration accounts, Tokens tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    /** Name and password of an account. */
    record Credentials(
            @NotBlank @Size(max = 100) String name,
            @NotBlank @Size(max = 200) String password) {
        @Override
        public String toString() {
            return "Credentials[…]";
        }
    }

    /**
     * A token.
     *
     * @param expiresIn seconds that it is valid
     */
    record Token(String token, String type, long expiresIn) {
        @Override
        public String toString() {
            return "Token[…]";
        }
    }

    @PostMapping("/api/token")
    ResponseEntity<Token> issue(@Valid @RequestBody Credentials credentials, HttpServletRequest request) {
        var attempt = UsernamePasswordAuthenticationToken.unauthenticated(credentials.name(), credentials.password());
        attempt.setDetails(new WebAuthenticationDetails(request));
        try {
            var authentication = accounts.getAuthenticationManager().authenticate(attempt);
            var token = tokens.issue(Actor.of(authentication))
                    .orElseThrow(() -> new Refused(Problem.NOT_FOUND, "Tokens are not given out here."));
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    .body(new Token(token.getTokenValue(), "Bearer", Tokens.VALID.toSeconds()));
        } catch (TooManyTries tooMany) {
            throw new Refused(Problem.TOO_MANY_TRIES, "Too many wrong passwords came before this one.");
        } catch (AuthenticationException wrong) {
            throw new Refused(Problem.NOT_SIGNED_IN, "The name or the password is not right.");
        }
    }
}

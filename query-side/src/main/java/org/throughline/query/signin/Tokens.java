package org.throughline.query.signin;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.stereotype.Component;
import org.throughline.events.Coded;
import org.throughline.events.ProgramId;

/** What tokens are believed, what their claims allow, and how a demonstration makes its own. */
@Component
class Tokens {
    static final Duration VALID = Duration.ofHours(8);

    private final Optional<SecretKey> secret;
    private final ObjectProvider<JwtDecoder> provider;

    /**
     * What a demonstration or a provider believes.
     *
     * @param provider made by Spring Boot from its settings for resource servers, with the audience to insist on
     */
    Tokens(Demonstration demonstration, Environment environment, ObjectProvider<JwtDecoder> provider) {
        this.secret = Optional.ofNullable(demonstration.tokenSecret())
                .filter(ignored -> environment.acceptsProfiles(Profiles.of("demonstration")))
                .map(text -> new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        this.provider = provider;
    }

    /** By the provider's keys, or in a demonstration by the secret made at its first start. */
    JwtDecoder decoder() {
        if (secret.isPresent()) {
            return new BelievedTokens(NimbusJwtDecoder.withSecretKey(secret.get())
                    .macAlgorithm(MacAlgorithm.HS256)
                    .build());
        }
        var configured = provider.getIfAvailable();
        if (configured == null) {
            return token -> {
                throw new BadJwtException("no provider of tokens is configured");
            };
        }
        return new BelievedTokens(configured);
    }

    /** A token for somebody whose password was right; empty outside of a demonstration. */
    Optional<Jwt> issue(Actor actor) {
        return secret.map(key -> {
            var now = Clock.systemUTC().instant();
            return new NimbusJwtEncoder(new ImmutableSecret<>(key))
                    .encode(JwtEncoderParameters.from(
                            JwsHeader.with(MacAlgorithm.HS256).build(), claims(actor, now)));
        });
    }

    private static JwtClaimsSet claims(Actor actor, Instant now) {
        return JwtClaimsSet.builder()
                .subject(actor.id())
                .issuedAt(now)
                .expiresAt(now.plus(VALID))
                .claim("roles", actor.roles().stream().map(Coded::code).sorted().toList())
                .claim(
                        "programs",
                        actor.programs().stream()
                                .map(ProgramId::toString)
                                .sorted()
                                .toList())
                .build();
    }

    /** The claims {@code roles} and {@code programs} become the authorities that a session has, too. */
    static JwtAuthenticationConverter authorities() {
        var converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(Tokens::authorities);
        return converter;
    }

    private static List<GrantedAuthority> authorities(Jwt token) {
        var authorities = new ArrayList<GrantedAuthority>();
        list(token, "roles").forEach(role -> authorities.add(new SimpleGrantedAuthority(Actor.ROLE + role)));
        list(token, "programs")
                .forEach(program -> authorities.add(new SimpleGrantedAuthority(Actor.PROGRAM + program)));
        return authorities;
    }

    private static List<String> list(Jwt token, String claim) {
        var values = token.getClaimAsStringList(claim);
        return values == null ? List.of() : values;
    }
}

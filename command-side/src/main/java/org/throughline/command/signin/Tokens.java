package org.throughline.command.signin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;

/** What tokens are believed, and what their claims allow. */
final class Tokens {
    private Tokens() {}

    /**
     * In the demonstration profile by the secret made at the first start, otherwise by the provider that is configured.
     *
     * @param configured made by Spring Boot from its settings for resource servers, with the audience to insist on
     */
    static JwtDecoder decoder(Environment environment, ObjectProvider<JwtDecoder> configured) {
        var secret = environment.getProperty("throughline.demonstration.token-secret");
        if (environment.acceptsProfiles(Profiles.of("demonstration")) && secret != null) {
            return new BelievedTokens(NimbusJwtDecoder.withSecretKey(
                            new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
                    .macAlgorithm(MacAlgorithm.HS256)
                    .build());
        }
        var provider = configured.getIfAvailable();
        if (provider == null) {
            return token -> {
                throw new BadJwtException("no provider of tokens is configured");
            };
        }
        return new BelievedTokens(provider);
    }

    static JwtAuthenticationConverter authorities() {
        var converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(Tokens::authorities);
        return converter;
    }

    private static List<GrantedAuthority> authorities(Jwt token) {
        var authorities = new ArrayList<GrantedAuthority>();
        list(token, "roles").forEach(role -> authorities.add(new SimpleGrantedAuthority("ROLE_" + role)));
        list(token, "programs").forEach(program -> authorities.add(new SimpleGrantedAuthority("PROGRAM_" + program)));
        return authorities;
    }

    private static List<String> list(Jwt token, String claim) {
        var values = token.getClaimAsStringList(claim);
        return values == null ? List.of() : values;
    }
}

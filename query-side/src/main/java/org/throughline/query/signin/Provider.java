package org.throughline.query.signin;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/**
 * Who vouches for people: a provider of sign-ins by OpenID Connect. Its ID token says in {@code roles} and {@code
 * programs} what somebody may do here. Each address is given, since a browser often reaches the provider by another one
 * than this program does.
 *
 * @param issuer as tokens name it
 * @param authorization where a browser is sent
 * @param token where this program exchanges what the browser brings back
 * @param keys the keys that tokens are signed with, as a JWK set
 * @param leave where a browser ends its session with the provider; null if it stays signed in there
 * @param client what this program is called there
 * @param secret what this program proves itself with there
 */
@ConfigurationProperties("throughline.signin")
record Provider(
        @Nullable String issuer,
        @Nullable String authorization,
        @Nullable String token,
        @Nullable String keys,
        @Nullable String leave,
        @DefaultValue("throughline") String client,
        @Nullable String secret) {
    static final String NAME = "throughline";

    @Override
    public String toString() {
        return "Provider[" + issuer + "]";
    }

    /** How to sign in there; empty where no provider is given. */
    Optional<ClientRegistration> registration() {
        if (issuer == null || issuer.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(ClientRegistration.withRegistrationId(NAME)
                .clientId(client)
                .clientSecret(given("secret", secret))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                .scope("openid", "profile")
                .issuerUri(issuer)
                .authorizationUri(given("authorization", authorization))
                .tokenUri(given("token", token))
                .jwkSetUri(given("keys", keys))
                .build());
    }

    private static String given(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("The setting throughline.signin." + name + " is missing.");
        }
        return value;
    }
}

package org.throughline.query.signin;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sign-ins that somebody has begun and will come back from the provider with. They are kept in a sealed cookie of the
 * browser: whoever comes back from another site brings no cookie of the session, and any node may be the one to come to.
 */
final class SignInRequests implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {
    private static final String COOKIE = "THROUGHLINE_SIGNIN";
    private static final String PATH = "/login/oauth2/code";
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final ClientRegistration registration;
    private final SecretKey key;

    SignInRequests(ClientRegistration registration) {
        this.registration = registration;
        this.key = new SecretKeySpec(sha256("sign-in cookie\n" + registration.getClientSecret()), "AES");
    }

    /**
     * What must be known again.
     *
     * @param back where the provider was asked to send the browser
     * @param verifier proves that who exchanges the code is who has asked for it (RFC 7636)
     * @param until seconds of the epoch
     */
    private record Begun(String state, String nonce, String verifier, String back, long until) {}

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        var state = request.getParameter(OAuth2ParameterNames.STATE);
        return cookie(request)
                .flatMap(this::opened)
                .filter(begun -> begun.state().equals(state))
                .filter(begun -> begun.until() >= System.currentTimeMillis() / 1000)
                .map(this::request)
                .orElse(null);
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest begun, HttpServletRequest request, HttpServletResponse response) {
        if (begun == null) {
            write("", Duration.ZERO, request, response);
            return;
        }
        write(
                sealed(new Begun(
                        Objects.requireNonNull(begun.getState()),
                        attribute(begun, OidcParameterNames.NONCE),
                        attribute(begun, PkceParameterNames.CODE_VERIFIER),
                        Objects.requireNonNull(begun.getRedirectUri()),
                        System.currentTimeMillis() / 1000 + LONGEST.toSeconds())),
                LONGEST,
                request,
                response);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        var begun = loadAuthorizationRequest(request);
        write("", Duration.ZERO, request, response);
        return begun;
    }

    private static void write(String value, Duration age, HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, value)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        // it has to come along from the provider's site
                        .sameSite("Lax")
                        .path(PATH)
                        .maxAge(age)
                        .build()
                        .toString());
    }

    private static Optional<String> cookie(HttpServletRequest request) {
        var cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    private OAuth2AuthorizationRequest request(Begun begun) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .clientId(registration.getClientId())
                .authorizationUri(
                        Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
                .redirectUri(begun.back())
                .scopes(registration.getScopes())
                .state(begun.state())
                .attributes(attributes -> {
                    attributes.put(OAuth2ParameterNames.REGISTRATION_ID, registration.getRegistrationId());
                    attributes.put(OidcParameterNames.NONCE, begun.nonce());
                    attributes.put(PkceParameterNames.CODE_VERIFIER, begun.verifier());
                })
                .build();
    }

    private static String attribute(OAuth2AuthorizationRequest begun, String name) {
        return Objects.requireNonNull(begun.<String>getAttribute(name), name);
    }

    private String sealed(Begun begun) {
        try {
            var sealed = new JWEObject(
                    new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM),
                    new Payload(JsonMapper.shared().writeValueAsString(begun)));
            sealed.encrypt(new DirectEncrypter(key));
            return sealed.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("A sign-in cannot be sealed", e);
        }
    }

    private Optional<Begun> opened(String cookie) {
        try {
            var sealed = JWEObject.parse(cookie);
            sealed.decrypt(new DirectDecrypter(key));
            return Optional.of(JsonMapper.shared().readValue(sealed.getPayload().toString(), Begun.class));
        } catch (ParseException | JOSEException | JacksonException forged) {
            return Optional.empty();
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

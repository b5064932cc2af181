package org.throughline.query.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import org.throughline.events.Role;
import org.throughline.events.storage.Texts;

/**
 * Signing in with the provider of an organisation. The session then holds who somebody is here and what they may do, in the
 * same form as after a password, and no token of the provider.
 */
@Component
class ProviderSignIn {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderSignIn.class);
    private static final int LONGEST_SUBJECT = 200;

    /** A page of this site, whose next request brings the new session along: one that came from elsewhere would not. */
    private static final String ARRIVED = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Throughline</title>
            <meta http-equiv="refresh" content="0;url=/"></head>
            <body><p>You are signed in. <a href="/">Go on</a></p></body></html>
            """;

    private final Provider provider;
    private final Optional<ClientRegistration> registration;
    private final Colleagues colleagues;

    ProviderSignIn(Provider provider, Colleagues colleagues) {
        this.provider = provider;
        this.registration = provider.registration();
        this.colleagues = colleagues;
    }

    /** Whether there is a provider to sign in with. */
    boolean offered() {
        return registration.isPresent();
    }

    void join(HttpSecurity http) {
        registration.ifPresent(client -> {
            var clients = new InMemoryClientRegistrationRepository(client);
            var requests = new DefaultOAuth2AuthorizationRequestResolver(clients);
            requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
            http.oauth2Login(login -> login.clientRegistrationRepository(clients)
                    .authorizedClientRepository(new Forgotten())
                    .loginPage("/signin")
                    .authorizationEndpoint(begin -> begin.authorizationRequestRepository(new SignInRequests(client))
                            .authorizationRequestResolver(requests))
                    .successHandler(this::arrived)
                    .failureHandler(ProviderSignIn::refused));
        });
    }

    /** Where to go after the session has ended here. */
    String after(HttpServletRequest request) {
        var leave = provider.leave();
        if (!offered() || leave == null || leave.isBlank()) {
            return "/signin?left";
        }
        var back = UriComponentsBuilder.newInstance()
                .scheme(request.getScheme())
                .host(request.getServerName())
                .port(usual(request) ? -1 : request.getServerPort())
                .path("/signin")
                .queryParam("left")
                .toUriString();
        return UriComponentsBuilder.fromUriString(leave)
                .queryParam("client_id", "{client}")
                .queryParam("post_logout_redirect_uri", "{back}")
                .encode()
                .buildAndExpand(provider.client(), back)
                .toUriString();
    }

    private static boolean usual(HttpServletRequest request) {
        return request.getServerPort() == (request.isSecure() ? 443 : 80);
    }

    private void arrived(HttpServletRequest request, HttpServletResponse response, Authentication vouched)
            throws IOException {
        var person = vouched.getPrincipal() instanceof OidcUser known ? known : null;
        var subject = person == null ? null : person.getSubject();
        if (person == null || subject == null || !storable(subject)) {
            LOG.warn("A sign-in was refused: the provider does not say who it is");
            leave(request, response);
            return;
        }
        var somebody = UsernamePasswordAuthenticationToken.authenticated(subject, null, authorities(person));
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(somebody);
        SecurityContextHolder.setContext(context);
        new HttpSessionSecurityContextRepository().saveContext(context, request, response);
        var name = person.getFullName();
        colleagues.seen(Actor.of(somebody), name == null || name.isBlank() ? subject : name);
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        response.setContentType(MediaType.TEXT_HTML_VALUE + ";charset=UTF-8");
        response.getWriter().write(ARRIVED);
    }

    private static void leave(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SecurityContextHolder.clearContext();
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        response.sendRedirect("/signin?refused");
    }

    private static void refused(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        // its words may hold what the provider has sent
        LOG.warn(
                "A sign-in was refused: {}",
                why instanceof OAuth2AuthenticationException oauth
                        ? oauth.getError().getErrorCode()
                        : why.getClass().getSimpleName());
        response.sendRedirect("/signin?refused");
    }

    private static boolean storable(String subject) {
        return !subject.isBlank()
                && subject.length() <= LONGEST_SUBJECT
                && Texts.storable(subject)
                && subject.chars().noneMatch(Character::isWhitespace);
    }

    /** What the claims allow; a role or a program that means nothing here is left out. */
    private static List<GrantedAuthority> authorities(ClaimAccessor claims) {
        var granted = new ArrayList<GrantedAuthority>();
        for (var role : Role.values()) {
            if (list(claims, "roles").contains(role.code())) {
                granted.add(new SimpleGrantedAuthority(Actor.ROLE + role.code()));
            }
        }
        for (var program : list(claims, "programs")) {
            id(program).ifPresent(known -> granted.add(new SimpleGrantedAuthority(Actor.PROGRAM + known)));
        }
        return granted;
    }

    private static List<String> list(ClaimAccessor claims, String claim) {
        var values = claims.getClaimAsStringList(claim);
        return values == null ? List.of() : values;
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    /** Nobody acts in a person's name at the provider later: its tokens are not kept. */
    private static final class Forgotten implements OAuth2AuthorizedClientRepository {
        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // it is not ours to declare
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String registration, Authentication who, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication who,
                HttpServletRequest request,
                HttpServletResponse response) {
            // nothing is kept
        }

        @Override
        public void removeAuthorizedClient(
                String registration, Authentication who, HttpServletRequest request, HttpServletResponse response) {
            // nothing was kept
        }
    }
}

package org.throughline.query.signin;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.throughline.query.problems.Problem;
import org.throughline.query.problems.Problems;

/**
 * Sign-in of the query side. People sign in on a page and get a session; programs bring a token. Nothing is open by
 * default: {@link Doors} lists what is.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Provider.class)
class QuerySignIn {
    /** Everything comes from here; nothing runs or frames us that does not. */
    private static final String CONTENT_SECURITY = "default-src 'self'; img-src 'self' data:; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final Problems problems;
    private final ObjectProvider<LogoutHandler> leaving;
    private final ProviderSignIn provider;
    private final LoginUrlAuthenticationEntryPoint signIn = new LoginUrlAuthenticationEntryPoint("/signin");

    QuerySignIn(Problems problems, ProviderSignIn provider, ObjectProvider<LogoutHandler> leaving) {
        this.provider = provider;
        this.problems = problems;
        this.leaving = leaving;
    }

    @Bean
    @Order(2)
    SecurityFilterChain reading(HttpSecurity http, Tokens tokens) {
        var csrf = CookieCsrfTokenRepository.withHttpOnlyFalse();
        csrf.setCookieCustomizer(cookie -> cookie.sameSite("Strict"));
        provider.join(http);
        return http.authorizeHttpRequests(doors -> {
                    // the request itself was let in: what it forwards to, or goes on with later, is part of it
                    doors.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC)
                            .permitAll();
                    Doors.open(doors);
                })
                .formLogin(form -> form.loginPage("/signin")
                        .loginProcessingUrl("/signin")
                        .usernameParameter("name")
                        .defaultSuccessUrl("/")
                        .failureHandler(QuerySignIn::notBelieved)
                        .permitAll())
                .logout(out -> out.logoutUrl("/signout")
                        .addLogoutHandler((request, response, who) ->
                                leaving.orderedStream().forEach(last -> last.logout(request, response, who)))
                        .logoutSuccessHandler(
                                (request, response, who) -> response.sendRedirect(provider.after(request))))
                .csrf(protection -> protection
                        .csrfTokenRepository(csrf)
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                        .ignoringRequestMatchers(QuerySignIn::needsNoProtection))
                .requestCache(cache -> cache.requestCache(pagesOnly()))
                .oauth2ResourceServer(server -> server.jwt(
                                jwt -> jwt.decoder(tokens.decoder()).jwtAuthenticationConverter(Tokens.authorities()))
                        .authenticationEntryPoint(this::notSignedIn)
                        .accessDeniedHandler(this::notPermitted))
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(this::notSignedIn).accessDeniedHandler(this::notPermitted))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                        .permissionsPolicyHeader(policy -> policy.policy("camera=(), geolocation=(), microphone=()")))
                .build();
    }

    /** A request is observed as a whole: to observe each step of its gate takes longer than the step, and tells no more. */
    @Bean
    static SecurityObservationSettings gateUnobserved() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionsByTheDatabasesTime() {
        return SessionsByTheDatabasesTime::in;
    }

    private static void notBelieved(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        response.sendRedirect(why instanceof Passwords.TooManyTries ? "/signin?wait" : "/signin?failed");
    }

    /** A token is sent on purpose and never by a browser alone; so is a password. */
    private static boolean needsNoProtection(HttpServletRequest request) {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return request.getRequestURI().equals("/api/token")
                || (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7));
    }

    /** After signing in one comes back to a page, never to a part of one or to a stream. */
    @SuppressWarnings("NullAway") // null is its way to put nothing into the address
    private static HttpSessionRequestCache pagesOnly() {
        var cache = new HttpSessionRequestCache();
        cache.setMatchingRequestParameterName(null);
        cache.setRequestMatcher(request -> request.getMethod().equals("GET") && wantsPage(request));
        return cache;
    }

    private static boolean wantsPage(HttpServletRequest request) {
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null
                && accept.contains("text/html")
                && request.getHeader("HX-Request") == null
                && !Problems.isProgram(request.getRequestURI());
    }

    private void notSignedIn(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        var unbelieved = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        if (unbelieved || Problems.isProgram(request.getRequestURI())) {
            var token = !unbelieved
                    ? "Neither a session nor a token came with the request."
                    : "The token is not valid: forged, expired, or not for us.";
            problems.write(request, response, Problem.NOT_SIGNED_IN, token);
        } else if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", "/signin");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            try {
                signIn.commence(request, response, why);
            } catch (ServletException e) {
                throw new IOException(e);
            }
        }
    }

    private void notPermitted(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        if (why instanceof CsrfException
                && Problems.isProgram(request.getRequestURI())
                && SecurityContextHolder.getContext().getAuthentication() == null) {
            // a program that forgot its token must not be told about roles
            notSignedIn(request, response, new InsufficientAuthenticationException("nobody is signed in", why));
            return;
        }
        problems.write(request, response, Problem.NOT_PERMITTED, Problem.NOT_PERMITTED.title() + ".");
    }
}

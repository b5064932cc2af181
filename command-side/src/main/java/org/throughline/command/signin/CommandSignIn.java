package org.throughline.command.signin;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.throughline.command.problems.ProblemWriter;

/**
 * Sign-in of the command side. A page brings the session it shares with the query side and a CSRF token; an API client
 * brings a token whose claims {@code roles} and {@code programs} say what it may do.
 */
@Configuration(proxyBeanMethods = false)
class CommandSignIn {
    private static final String[] RECORDING = {"clinician", "supervisor", "administrator"};
    private static final String[] PLANNING = {"clinician", "supervisor", "manager", "administrator"};

    @Bean
    @Order(1)
    SecurityFilterChain recording(
            HttpSecurity http, Environment environment, ObjectProvider<JwtDecoder> tokens, ProblemWriter problems) {
        var csrf = CookieCsrfTokenRepository.withHttpOnlyFalse();
        csrf.setCookieCustomizer(cookie -> cookie.sameSite("Strict"));
        return http.securityMatcher("/api/record/**")
                // by address, whatever the method, so that a wrong method is answered as such
                .authorizeHttpRequests(paths -> paths.requestMatchers("/api/record/patients")
                        .hasAnyRole(RECORDING)
                        .requestMatchers("/api/record/patients/*/erasure")
                        .hasRole("administrator")
                        .requestMatchers("/api/record/programs")
                        .hasRole("administrator")
                        .requestMatchers("/api/record/programs/*/policies")
                        .hasAnyRole("manager", "administrator")
                        .requestMatchers("/api/record/sessions/**")
                        .hasAnyRole(PLANNING)
                        .requestMatchers("/api/record/journeys/**")
                        .hasAnyRole(RECORDING)
                        .requestMatchers("/api/record/imports/**")
                        .hasRole("administrator")
                        .anyRequest()
                        .denyAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .csrf(protection -> protection
                        .csrfTokenRepository(csrf)
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                        .ignoringRequestMatchers(request -> bearsToken(request.getHeader(HttpHeaders.AUTHORIZATION))))
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(Tokens.decoder(environment, tokens))
                                .jwtAuthenticationConverter(Tokens.authorities()))
                        .authenticationEntryPoint(problems::unauthenticated)
                        .accessDeniedHandler(problems::denied))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(problems::unauthenticated)
                        .accessDeniedHandler(problems::denied))
                .build();
    }

    private static boolean bearsToken(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
    }
}

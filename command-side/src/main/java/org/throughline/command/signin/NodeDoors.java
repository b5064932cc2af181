package org.throughline.command.signin;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.throughline.command.problems.ProblemWriter;

/** Who may come in where nothing is recorded, in a command side that runs apart. */
public final class NodeDoors {
    private NodeDoors() {}

    /** Health and contracts are open, figures are for administrators, and there is nothing else. */
    public static SecurityFilterChain beside(
            HttpSecurity http, Environment environment, ObjectProvider<JwtDecoder> tokens, ProblemWriter problems) {
        return http.authorizeHttpRequests(paths -> paths.requestMatchers(
                                HttpMethod.GET, "/actuator/health", "/actuator/health/**", "/v3/api-docs/**")
                        .permitAll()
                        .requestMatchers("/error")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/actuator/prometheus")
                        .hasRole("administrator")
                        .anyRequest()
                        .denyAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // nothing here changes anything
                .csrf(AbstractHttpConfigurer::disable)
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(Tokens.decoder(environment, tokens))
                                .jwtAuthenticationConverter(Tokens.authorities()))
                        .authenticationEntryPoint(problems::unauthenticated)
                        .accessDeniedHandler(problems::denied))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(problems::unauthenticated)
                        .accessDeniedHandler(problems::denied))
                .build();
    }
}

package org.throughline.query.signin;

import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/**
 * Who may come in where: the one list of all addresses of the query side and the roles that each is open to. What is not
 * on it is closed to everybody. Which journeys somebody sees behind a door is decided there, by their programs.
 */
final class Doors {
    private static final String[] CARING = {"clinician", "supervisor"};
    private static final String[] READING = {"clinician", "supervisor", "auditor"};
    private static final String[] PLANNING = {"clinician", "supervisor", "manager"};
    private static final String[] MEASURING = {"supervisor", "auditor", "researcher", "manager"};
    private static final String[] OPERATING = {"administrator"};
    private static final String[] EVERYBODY = {
        "clinician", "supervisor", "auditor", "researcher", "manager", "administrator"
    };

    private Doors() {}

    static void open(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry doors) {
        withoutSigningIn(doors);
        pages(doors);
        api(doors);
        doors.anyRequest().denyAll();
    }

    private static void withoutSigningIn(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry doors) {
        doors.requestMatchers(HttpMethod.GET, "/assets/**", "/webjars/**", "/favicon.ico", "/signin")
                .permitAll()
                .requestMatchers(HttpMethod.GET, "/problems", "/problems/*", "/actuator/health", "/actuator/health/**")
                .permitAll()
                .requestMatchers(HttpMethod.GET, "/v3/api-docs", "/v3/api-docs/**", "/v3/api-docs.yaml")
                .permitAll()
                .requestMatchers(HttpMethod.POST, "/api/token")
                .permitAll()
                .requestMatchers("/error")
                .permitAll();
    }

    private static void pages(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry doors) {
        doors.requestMatchers(HttpMethod.GET, "/")
                .hasAnyRole(EVERYBODY)
                .requestMatchers("/worklist", "/worklist/**")
                .hasAnyRole(READING)
                .requestMatchers(HttpMethod.GET, "/journeys/new")
                .hasAnyRole(CARING)
                .requestMatchers(HttpMethod.POST, "/patients/search")
                .hasAnyRole(CARING)
                .requestMatchers(HttpMethod.GET, "/journeys/*/record", "/journeys/*/record/**")
                .hasAnyRole(CARING)
                .requestMatchers(HttpMethod.GET, "/journeys/*", "/journeys/*/**")
                .hasAnyRole(READING)
                .requestMatchers(HttpMethod.GET, "/sessions", "/sessions/*/cancellation")
                .hasAnyRole(PLANNING)
                .requestMatchers(HttpMethod.GET, "/programs")
                .hasAnyRole(EVERYBODY)
                .requestMatchers(HttpMethod.GET, "/programs/new")
                .hasAnyRole(OPERATING)
                .requestMatchers(HttpMethod.GET, "/programs/*/policy")
                .hasAnyRole("manager", "administrator")
                .requestMatchers("/erasure", "/erasure/**")
                .hasAnyRole(OPERATING)
                .requestMatchers(HttpMethod.GET, "/outcomes", "/outcomes/**")
                .hasAnyRole(MEASURING)
                .requestMatchers("/operations", "/operations/**")
                .hasAnyRole(OPERATING)
                .requestMatchers("/actuator/**")
                .hasAnyRole(OPERATING);
    }

    private static void api(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry doors) {
        doors.requestMatchers(HttpMethod.GET, "/api/journeys", "/api/journeys/*", "/api/journeys/*/**")
                .hasAnyRole(READING)
                .requestMatchers(HttpMethod.POST, "/api/journeys/search")
                .hasAnyRole(READING)
                .requestMatchers(HttpMethod.POST, "/api/patients/search")
                .hasAnyRole(CARING)
                .requestMatchers(HttpMethod.GET, "/api/sessions")
                .hasAnyRole(PLANNING)
                .requestMatchers(HttpMethod.GET, "/api/programs", "/api/programs/*")
                .hasAnyRole(EVERYBODY)
                .requestMatchers(HttpMethod.GET, "/api/outcomes", "/api/outcomes/**")
                .hasAnyRole(MEASURING)
                .requestMatchers("/api/operations/**")
                .hasAnyRole(OPERATING);
    }
}

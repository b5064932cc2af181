package org.throughline.command.problems;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem where no controller is reached: at the gate. */
@Component
public class ProblemWriter {
    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** Nobody is signed in, or the token is not believed. */
    public void unauthenticated(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        var untrusted = refused instanceof OAuth2AuthenticationException;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, untrusted ? "Bearer error=\"invalid_token\"" : "Bearer");
        write(
                response,
                Problem.of(
                        401,
                        "not-signed-in",
                        "Not signed in",
                        "Nobody is signed in, or the token is not valid any more.",
                        "Sign in, or ask for a new token, and send the request again."));
    }

    /** Somebody is signed in who may not do this. */
    public void denied(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
            throws IOException {
        if (refused instanceof CsrfException
                && SecurityContextHolder.getContext().getAuthentication() == null) {
            // a program that forgot its token must not be told about pages
            unauthenticated(request, response, new InsufficientAuthenticationException("nobody is signed in", refused));
            return;
        }
        var problem = refused instanceof CsrfException
                ? Problem.of(
                        403,
                        "no-csrf-token",
                        "The page is out of date",
                        "The request does not carry the token of the page that it should come from.",
                        "Load the page again and repeat what you did.")
                : Problem.of(
                        403,
                        "not-permitted",
                        "Not permitted",
                        "Your role does not allow this.",
                        "Ask somebody whose role does, or an administrator for the role.");
        write(response, problem);
    }

    /** Writes any problem. */
    void write(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}

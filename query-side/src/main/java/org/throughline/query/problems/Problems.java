package org.throughline.query.problems;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.throughline.query.correlation.Correlation;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem: a page for people, RFC 9457 for programs. */
@Component
public class Problems {
    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    /** One field that is wrong. */
    public record FieldError(String field, String code, String message) {}

    /** Whether the one who asks is a program. */
    public static boolean isProgram(String path) {
        return path.startsWith("/api/");
    }

    /** The answer in the form that the address asks for. */
    Object answer(String path, Problem problem, String detail, List<FieldError> errors) {
        return isProgram(path)
                ? ResponseEntity.status(problem.status())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .body(detail(problem, detail, errors))
                : page(path, problem, detail);
    }

    private static ModelAndView page(String path, Problem problem, String detail) {
        var page = new ModelAndView("problems/problem", Map.of("problem", problem, "detail", detail, "path", path));
        page.addObject("correlation", Correlation.current());
        page.setStatus(problem.status());
        return page;
    }

    private static ProblemDetail detail(Problem problem, String detail, List<FieldError> errors) {
        var body = ProblemDetail.forStatusAndDetail(problem.status(), detail);
        body.setType(URI.create("/problems/" + problem.code()));
        body.setTitle(problem.title());
        body.setProperty("whatToDo", problem.whatToDo());
        var correlation = Correlation.current();
        if (correlation != null) {
            body.setProperty("correlation", correlation);
        }
        if (!errors.isEmpty()) {
            body.setProperty("errors", errors);
        }
        return body;
    }

    /** Writes the answer to a program where no controller is reached, as in the security filters. */
    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem, String detail)
            throws IOException {
        if (isProgram(request.getRequestURI())) {
            response.setStatus(problem.status().value());
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            if (problem == Problem.NOT_SIGNED_IN) {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            }
            response.getOutputStream().write(json.writeValueAsBytes(detail(problem, detail, List.of())));
        } else {
            response.sendError(problem.status().value());
        }
    }

    /** Writes the answer without a template or a database: while those cannot be asked, or must not be asked for more. */
    void writePlainly(HttpServletRequest request, HttpServletResponse response, Problem problem, String detail)
            throws IOException {
        if (isProgram(request.getRequestURI())) {
            write(request, response, problem, detail);
            return;
        }
        response.setStatus(problem.status().value());
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getOutputStream()
                .write(plainPage(problem.title(), detail, problem.whatToDo()).getBytes(StandardCharsets.UTF_8));
    }

    private static String plainPage(String title, String detail, String whatToDo) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s</title>
                <link rel="icon" href="data:,">
                <style>
                body { font: 1.1rem/1.5 system-ui, sans-serif; margin: 15vh auto; max-width: 34rem; padding: 0 1rem }
                </style>
                </head>
                <body>
                <main>
                <h1>%1$s</h1>
                <p>%2$s</p>
                <p>%3$s</p>
                </main>
                </body>
                </html>
                """.formatted(title, detail, whatToDo);
    }
}

package org.throughline.command.problems;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a command that is larger than any command is, before it is read into memory. Imports have a limit of their
 * own and are streamed.
 */
@Component
// once it is known what to quote
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class BodyLimit extends OncePerRequestFilter {
    static final int BYTES = 256 * 1024;
    private static final long SWALLOWED = 32L * 1024 * 1024;
    private static final int TOO_LARGE = 413;

    private final ProblemWriter problems;

    BodyLimit(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !path(request).startsWith("/api/record/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (path(request).startsWith("/api/record/imports")) {
            chain.doFilter(request, response);
        } else if (request.getContentLengthLong() > BYTES) {
            problems.write(response, tooLarge());
        } else {
            chain.doFilter(new Limited(request), response);
        }
        if (response.getStatus() == TOO_LARGE) {
            swallow(request.getInputStream());
        }
    }

    /** The address as the controllers see it: decoded, so that no spelling of it goes around the limit. */
    static String path(HttpServletRequest request) {
        return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    }

    /** Somebody who is still sending does not hear an answer: the server would close the connection first. */
    private static void swallow(InputStream rest) throws IOException {
        var buffer = new byte[8192];
        long swallowed = 0;
        while (swallowed < SWALLOWED) {
            int some = rest.read(buffer);
            if (some < 0) {
                return;
            }
            swallowed += some;
        }
    }

    static Problem tooLarge() {
        return Problem.of(
                413,
                "body-too-large",
                "Too large",
                "The request is larger than " + BYTES / 1024 + " KiB, which no command is.",
                "Send one command a request; use the import for many entries.");
    }

    /** More was sent than was announced or allowed. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static final class Limited extends HttpServletRequestWrapper {
        Limited(HttpServletRequest request) {
            super(request);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            var encoding = getCharacterEncoding();
            var charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
            return new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            var in = super.getInputStream();
            return new ServletInputStream() {
                private long read;

                @Override
                public int read() throws IOException {
                    var one = in.read();
                    count(one < 0 ? 0 : 1);
                    return one;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    var some = in.read(bytes, offset, length);
                    count(Math.max(some, 0));
                    return some;
                }

                private void count(int bytes) throws TooLarge {
                    read += bytes;
                    if (read > BYTES) {
                        throw new TooLarge();
                    }
                }

                @Override
                public boolean isFinished() {
                    return in.isFinished();
                }

                @Override
                public boolean isReady() {
                    return in.isReady();
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    in.setReadListener(listener);
                }
            };
        }
    }
}

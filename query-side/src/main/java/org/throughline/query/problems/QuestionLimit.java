package org.throughline.query.problems;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a question that is larger than any question is, before it is read into memory, whoever asks. Recording has
 * limits of its own.
 */
@Component
// once it is known what to quote
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class QuestionLimit extends OncePerRequestFilter {
    private static final int BYTES = 64 * 1024;
    static final String DETAIL = "The request is larger than " + BYTES / 1024 + " KiB, which no question is.";
    private static final long SWALLOWED = 32L * 1024 * 1024;

    private final Problems problems;

    QuestionLimit(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getServletPath().startsWith("/api/record/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > BYTES) {
            problems.write(request, response, Problem.TOO_LARGE, DETAIL);
            swallow(request.getInputStream());
        } else {
            var limited = new Limited(request);
            chain.doFilter(limited, response);
            if (limited.exceeded) {
                swallow(request.getInputStream());
            }
        }
    }

    /** Somebody who is still sending does not hear an answer: the server would close the connection first. */
    private static void swallow(InputStream rest) throws IOException {
        var buffer = new byte[8192];
        long swallowed = 0;
        for (int some = rest.read(buffer); some >= 0 && swallowed < SWALLOWED; some = rest.read(buffer)) {
            swallowed += some;
        }
    }

    /** More was sent than any question is. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** What comes without saying how long it is ends here when it is too long. */
    private static final class Limited extends HttpServletRequestWrapper {
        private boolean exceeded;

        Limited(HttpServletRequest request) {
            super(request);
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
                        exceeded = true;
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

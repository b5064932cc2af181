package org.throughline.query.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.CannotCreateTransactionException;
import org.throughline.query.feed.NodeClock;
import tools.jackson.databind.json.JsonMapper;

class ADatabaseThatGoesAwayTest {
    private final NodeClock clock = mock(NodeClock.class);
    private final NotNow notNow = new NotNow(new Problems(JsonMapper.shared()), clock);

    private MockHttpServletResponse answer(String path, FilterChain rest) throws Exception {
        return answer(request(path), rest);
    }

    private static MockHttpServletRequest request(String path) {
        var request = new MockHttpServletRequest("GET", path);
        request.setServletPath(path);
        return request;
    }

    private MockHttpServletResponse answer(MockHttpServletRequest request, FilterChain rest) throws Exception {
        var response = new MockHttpServletResponse();
        notNow.doFilter(request, response, rest);
        return response;
    }

    @Test
    void before_a_program_s_question_is_looked_at_is_a_problem_that_says_when_to_ask_again() throws Exception {
        var answer = answer("/api/programs", (_, _) -> {
            throw new CannotCreateTransactionException("no session can be looked up");
        });

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("2");
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        assertThat(answer.getContentAsString()).contains("/problems/unavailable", "Ask again in a moment");
    }

    @Test
    void while_a_page_is_drawn_shows_a_page_that_says_so() throws Exception {
        var answer = answer("/journeys/1", (_, response) -> {
            response.getWriter().write("half a page");
            throw new ServletException(new TransientDataAccessResourceException("gone"));
        });

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("2");
        assertThat(answer.getContentAsString())
                .contains("<html lang=\"en\">", "does not answer", "Nothing is lost")
                .doesNotContain("half a page");
    }

    @Test
    void while_it_is_told_that_one_goes_away_leaves_nothing_that_a_server_takes_for_a_failure() throws Exception {
        var request = request("/journeys/1");
        var answer = answer(request, (asked, _) -> {
            asked.setAttribute(RequestDispatcher.ERROR_EXCEPTION, new IllegalStateException("the first"));
            throw new ServletException(new TransientDataAccessResourceException("gone, too"));
        });

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(request.getAttribute(RequestDispatcher.ERROR_EXCEPTION)).isNull();
    }

    @Test
    void is_told_from_our_own_mistakes() {
        assertThatThrownBy(() -> answer("/journeys/1", (_, _) -> {
                    throw new DataIntegrityViolationException("wrong");
                }))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/programs", "/journeys/1"})
    void is_the_same_as_a_clock_that_cannot_be_believed(String path) throws Exception {
        when(clock.isWrong()).thenReturn(true);

        var answer = answer(path, (_, _) -> {
            throw new AssertionError("nobody must be let in by a wrong clock");
        });

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("2");
        assertThat(answer.getContentAsString()).contains("The clock of this server is wrong.");
    }

    @Test
    void does_not_silence_the_health_of_the_node() throws Exception {
        when(clock.isWrong()).thenReturn(true);

        assertThat(answer(
                                "/actuator/health/readiness",
                                (_, response) -> response.getWriter().write("DOWN"))
                        .getContentAsString())
                .isEqualTo("DOWN");
    }
}

package org.throughline.command.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.FilterChain;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.CannotCreateTransactionException;
import org.throughline.command.record.NodeClock;
import tools.jackson.databind.json.JsonMapper;

class ANodeThatCannotAnswerTest {
    private final NodeClock clock = mock(NodeClock.class);
    private final NotNow notNow = new NotNow(new ProblemWriter(JsonMapper.shared()), clock);

    private MockHttpServletResponse answer(FilterChain rest) throws Exception {
        var request = new MockHttpServletRequest("POST", "/api/record/programs");
        request.setServletPath("/api/record/programs");
        var response = new MockHttpServletResponse();
        notNow.doFilter(request, response, rest);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getHeader("Retry-After")).isEqualTo("2");
        return response;
    }

    @Test
    void says_when_to_send_it_again_while_no_session_can_be_looked_up() throws Exception {
        var answer = answer((_, _) -> {
            throw new CannotCreateTransactionException("the views do not answer");
        });

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getContentAsString()).contains("The database of the sessions does not answer.");
    }

    @Test
    void lets_nobody_in_and_records_nothing_while_its_clock_is_wrong() throws Exception {
        when(clock.isWrong()).thenReturn(true);

        var answer = answer((_, _) -> {
            throw new AssertionError("a command was looked at");
        });

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getContentAsString()).contains("The clock of this server is wrong; nothing was recorded.");
    }
}

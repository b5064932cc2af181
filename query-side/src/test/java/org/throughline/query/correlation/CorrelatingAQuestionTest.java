package org.throughline.query.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.jayway.jsonpath.JsonPath;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.throughline.stage.OnStage;

@OnStage
@Isolated("its log is listened to")
class CorrelatingAQuestionTest {
    private static final String HEADER = "X-Correlation-Id";

    @Autowired
    private MockMvcTester web;

    private final Logger logger = (Logger) LoggerFactory.getLogger(CorrelationFilter.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    @Test
    void takes_the_caller_s_id_into_the_answer_and_the_log() {
        var mine = UUID.randomUUID().toString();

        assertThat(web.get().uri("/problems/not-found").header(HEADER, mine)).hasHeader(HEADER, mine);

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getMDCPropertyMap()).containsEntry("correlation", mine);
            assertThat(line.getKeyValuePairs().toString()).contains("route=\"/problems/{code}\"", "status=\"200\"");
        });
    }

    @Test
    void takes_no_other_text_and_logs_no_address() {
        var answer = web.get()
                .uri("/nobody/Quillfeather?name=Quillfeather")
                .header(HEADER, "Quillfeather")
                .exchange();

        var told = String.valueOf(answer.getResponse().getHeader(HEADER));
        assertThat(UUID.fromString(told)).isNotNull();
        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getMDCPropertyMap()).containsEntry("correlation", told);
            assertThat(line.toString() + line.getKeyValuePairs()).doesNotContain("Quillfeather");
        });
    }

    @Test
    void tells_a_program_with_a_refusal_what_to_quote() throws Exception {
        var answer = web.get().uri("/api/journeys").exchange();

        assertThat(answer).hasStatus(401);
        assertThat(JsonPath.<String>read(answer.getResponse().getContentAsString(), "$.correlation"))
                .isEqualTo(answer.getResponse().getHeader(HEADER));
    }
}

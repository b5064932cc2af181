package org.throughline.command.problems;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.command.correlation.Correlation;
import org.throughline.command.record.RecordUnavailable;
import org.throughline.events.privacy.KeyDestroyed;
import org.throughline.events.privacy.KeyStoreUnavailable;

@Isolated("what is said is listened to")
@ExtendWith(OutputCaptureExtension.class)
class FailingCommandsTest {
    private static final UUID REQUEST = UUID.fromString("0197a000-0000-7000-8000-00000000c0de");

    private RuntimeException failure = new IllegalStateException();

    /** An inner class, so that the application of other tests does not find it. */
    @RestController
    final class Failing {
        @PostMapping("/fail")
        void fail() {
            throw failure;
        }
    }

    private MvcTestResult answer(RuntimeException failure) {
        this.failure = failure;
        try (var _ = Correlation.logged(REQUEST)) {
            return MockMvcTester.of(
                            List.of(new Failing()),
                            builder ->
                                    builder.setControllerAdvice(new Problems()).build())
                    .post()
                    .uri("/fail")
                    .exchange();
        }
    }

    @Test
    void are_asked_for_again_where_the_record_does_not_answer() {
        assertThat(answer(new RecordUnavailable(new ConnectException("refused"))))
                .hasStatus(503)
                .hasHeader("Retry-After", "2")
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("$.whatToDo")
                .asString()
                .contains("Idempotency-Key");
    }

    @Test
    void are_asked_for_again_where_the_key_store_does_not_answer() {
        assertThat(answer(new KeyStoreUnavailable(new ConnectException("refused"))))
                .hasStatus(503)
                .hasHeader("Retry-After", "2");
    }

    @Test
    void find_personal_data_gone_that_was_destroyed() {
        assertThat(answer(new KeyDestroyed())).hasStatus(410);
    }

    @Test
    void say_nothing_of_what_they_are_about_and_something_to_find_them_by(CapturedOutput output) {
        var failure =
                new IllegalStateException("Quillfeather is no name", new IllegalArgumentException("nor is MRN-4711"));

        var answer = answer(failure);

        assertThat(answer).hasStatus(500).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        var body = new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
        assertThat(JsonPath.<String>read(body, "$.correlation")).isEqualTo(REQUEST.toString());
        assertThat(body).doesNotContain("Quillfeather", "IllegalState");
        assertThat(output.getAll())
                .contains(
                        REQUEST.toString(), "IllegalStateException", "IllegalArgumentException", "FailingCommandsTest")
                .doesNotContain("Quillfeather", "MRN-4711");
    }
}

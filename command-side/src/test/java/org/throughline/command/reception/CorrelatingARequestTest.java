package org.throughline.command.reception;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.throughline.command.record.RecordLog;
import org.throughline.events.storage.EventCodec;

@OverHttp
@Isolated("its log is listened to")
class CorrelatingARequestTest {
    private static final String HEADER = "X-Correlation-Id";

    @Autowired
    private Client client;

    @Autowired
    private RecordLog log;

    private final Logger logger = (Logger) LoggerFactory.getLogger("org.throughline.command.correlation");
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

    private MvcTestResult register(String... headers) {
        return client.send(client.clinician(), "/patients", Client.patientOf(client.program()), headers);
    }

    private UUID recorded(MvcTestResult answer) {
        assertThat(answer).hasStatus(201);
        var patient = UUID.fromString(Client.read(answer, "$.id"));
        return EventCodec.ofHistory()
                .metadata(log.stream(patient, 0).getFirst())
                .correlation();
    }

    private static UUID told(MvcTestResult answer) {
        var headers = answer.getResponse().getHeaders(HEADER);
        assertThat(headers).hasSize(1);
        return UUID.fromString(headers.getFirst());
    }

    private List<String> logged() {
        return lines.list.stream()
                .filter(line -> line.getFormattedMessage().equals("Answered"))
                .map(line -> line.getMDCPropertyMap().get("correlation"))
                .toList();
    }

    @Test
    void gives_it_an_id_that_its_events_its_answer_and_its_lines_in_the_log_have() {
        client.program();
        lines.list.clear();

        var answer = register();

        assertThat(told(answer)).isEqualTo(recorded(answer));
        assertThat(Client.<String>read(answer, "$.correlation"))
                .isEqualTo(told(answer).toString());
        assertThat(logged()).containsExactly(told(answer).toString());
        assertThat(lines.list.getFirst().getKeyValuePairs().toString())
                .contains("route=\"/api/record/patients\"", "status=\"201\"");
    }

    @Test
    void takes_the_caller_s_id() {
        var mine = UUID.randomUUID();
        var answer = register(HEADER, mine.toString().toUpperCase(java.util.Locale.ROOT));

        assertThat(told(answer)).isEqualTo(mine).isEqualTo(recorded(answer));
        assertThat(logged()).contains(mine.toString());
    }

    @Test
    void keeps_to_the_request_that_it_continues() {
        var first = register();
        var next = register("Correlation", told(first).toString(), HEADER, Client.someId());

        assertThat(told(next)).isEqualTo(told(first)).isEqualTo(recorded(next));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Quillfeather",
                "",
                "0197a000-0000-7000-8000-00000000000Z",
                "0197a000-0000-7000-8000-000000000001\" x=\"Quillfeather",
                "{0197a000-0000-7000-8000-000000000001}",
                "0197a00000007000800000000000000001"
            })
    void takes_nothing_else(String text) {
        var answer = register(HEADER, text);

        assertThat(told(answer)).isEqualTo(recorded(answer));
        assertThat(told(answer).toString()).isNotEqualTo(text);
        assertThat(logged()).contains(told(answer).toString()).doesNotContain(text);
    }

    @Test
    void takes_none_of_two() {
        var one = Client.someId();
        var other = Client.someId();

        assertThat(told(register(HEADER, one, HEADER, other)).toString()).isNotIn(one, other);
    }

    @Test
    void tells_it_with_a_refusal_whoever_refuses() {
        for (var refused : List.of(
                client.send(null, "/patients", "{}"),
                client.send(client.clinician(), "/patients", "{}"),
                client.send(client.clinician(), "/patients", " ".repeat(300_000)),
                client.send(client.clinician(), "/programs", "{}"))) {
            assertThat(refused.getResponse().getStatus()).isIn(401, 403, 413, 422);
            assertThat(Client.<String>read(refused, "$.correlation"))
                    .isEqualTo(told(refused).toString());
        }
    }
}

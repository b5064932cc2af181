package org.throughline.query.problems;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterChain;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class ComingAllAtOnceTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    private final SimpleMeterRegistry figures = new SimpleMeterRegistry();
    private final WaitingRoom room = room(1, 1);
    private final Semaphore inside = new Semaphore(0);
    private final CountDownLatch leaving = new CountDownLatch(1);
    private final FilterChain slow = (request, response) -> {
        inside.release();
        try {
            leaving.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    };
    private final FilterChain quick = (request, response) -> inside.release();

    @AfterEach
    void leave() {
        leaving.countDown();
    }

    private WaitingRoom room(int atOnce, int waiting) {
        var beans = new DefaultListableBeanFactory();
        beans.registerSingleton("figures", figures);
        return new WaitingRoom(new Problems(JSON), beans.getBeanProvider(MeterRegistry.class), atOnce, waiting);
    }

    private CompletableFuture<MockHttpServletResponse> comes(String path, FilterChain chain) {
        return CompletableFuture.supplyAsync(
                () -> {
                    var request = new MockHttpServletRequest("POST", path);
                    request.setServletPath(path);
                    var response = new MockHttpServletResponse();
                    try {
                        room.doFilter(request, response, chain);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                    return response;
                },
                task -> Thread.ofVirtual().start(task));
    }

    @Test
    void has_some_wait_for_their_turn() throws Exception {
        var first = comes("/api/journeys", slow);
        inside.acquire();
        var second = comes("/api/journeys", quick);
        leaving.countDown();
        assertThat(second.get().getStatus()).isEqualTo(200);
        assertThat(first.get().getStatus()).isEqualTo(200);
        inside.acquire();
    }

    @Test
    void has_the_others_come_again_and_says_when() throws Exception {
        var first = comes("/api/journeys", slow);
        inside.acquire();
        // of two that come now, one is told to come again at once, and the other when it has waited for long enough
        for (var coming : List.of(comes("/api/journeys", quick), comes("/api/journeys", quick))) {
            var answer = coming.get();
            assertThat(answer.getStatus()).isEqualTo(429);
            assertThat(answer.getContentType()).startsWith("application/problem+json");
            assertThat(Integer.parseInt(String.valueOf(answer.getHeader("Retry-After"))))
                    .isBetween(1, 4);
            var problem = JSON.readTree(answer.getContentAsByteArray());
            assertThat(problem.path("type").asString()).isEqualTo("/problems/busy");
            assertThat(problem.path("whatToDo").asString()).isNotBlank();
        }
        assertThat(figures.counter("throughline.questions.turned.away").count()).isEqualTo(2);
        assertThat(inside.tryAcquire()).as("nothing was done for them").isFalse();

        leaving.countDown();
        first.get();
        assertThat(comes("/api/journeys", quick).get().getStatus()).isEqualTo(200);
    }

    @Test
    void lets_in_again_after_a_failure() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(comes("/api/journeys", (request, response) -> {
                        throw new IllegalStateException("failed");
                    }))
                    .failsWithin(Duration.ofSeconds(10));
        }
        assertThat(comes("/api/journeys", quick).get().getStatus()).isEqualTo(200);
    }

    @Test
    void is_nothing_that_health_or_a_picture_has_to_wait_for() throws Exception {
        var first = comes("/api/journeys", slow);
        inside.acquire();
        for (var path : new String[] {"/actuator/health/readiness", "/assets/mark.svg", "/webjars/x.js"}) {
            assertThat(comes(path, quick).get().getStatus()).as(path).isEqualTo(200);
        }
        assertThat(first).isNotDone();
    }

    @Test
    void has_a_person_read_a_page() throws Exception {
        var first = comes("/", slow);
        inside.acquire();
        var answer = comes("/sessions", quick).get();
        assertThat(answer.getStatus()).isEqualTo(429);
        assertThat(answer.getHeader("Retry-After")).isNotNull();
        assertThat(answer.getContentType()).startsWith("text/html");
        assertThat(answer.getContentAsString()).contains("<h1>Too much is asked at this moment</h1>");
        assertThat(first).isNotDone();
    }
}

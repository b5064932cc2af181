package org.throughline.standalone.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What it makes of the file, {@link UisAgainstRTest} compares with what R makes of it. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the UIS")
class AnImportThatIsInterruptedTest {
    private static final List<String> A_JOURNEY =
            List.of("journey.enrolled", "journey.discharged", "journey.follow-up-recorded");

    @Test
    void by_somebody_and_then_by_kill_9_goes_on_where_it_was_and_says_so() {
        var imported = UisThroughline.interrupted();

        assertThat(imported.found().path("state").asString()).isEqualTo("INTERRUPTED");
        assertThat(imported.found().path("done").asInt()).isBetween(40, UisImport.PATIENTS - 1);
        assertThat(imported.done().path("done").asInt()).isEqualTo(UisImport.PATIENTS);
        assertThat(imported.done().path("unchanged").asInt()).isPositive();
    }

    @Test
    void has_recorded_every_line_once() {
        var streams = UisThroughline.entries(UisThroughline.imported()).stream()
                .collect(Collectors.groupingBy(
                        UisThroughline.Entry::stream,
                        Collectors.mapping(UisThroughline.Entry::name, Collectors.toList())));

        assertThat(streams.values().stream().mapToInt(List::size).sum()).isEqualTo(UisImport.COMMANDS);
        assertThat(streams.values().stream().filter(List.of("patient.registered")::equals))
                .hasSize(UisImport.PATIENTS);
        assertThat(streams.values().stream().filter(A_JOURNEY::equals)).hasSize(UisImport.PATIENTS);
    }
}

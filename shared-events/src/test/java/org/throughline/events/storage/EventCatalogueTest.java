package org.throughline.events.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EventCatalogueTest {
    private static final Path PAGE = Path.of("../docs/events.md");

    @Test
    void is_as_the_code_is() throws IOException {
        if ("write".equals(System.getProperty("throughline.docs"))) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, EventCatalogue.rendered());
        }
        assertThat(PAGE)
                .as("docs/events.md is stale. Write it anew: "
                        + "mvn -pl shared-events test -Dtest=EventCatalogueTest -Dthroughline.docs=write")
                .hasContent(EventCatalogue.rendered());
    }
}

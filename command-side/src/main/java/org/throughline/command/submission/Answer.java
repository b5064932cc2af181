package org.throughline.command.submission;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.events.EntryId;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is kept of an answer, to be given again when the command is repeated; the positions are in the claim.
 *
 * @param stream the id of what was changed or made
 * @param entry the entry that was made, if one was
 * @param version the version of the stream after it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Answer(UUID stream, @Nullable EntryId entry, long version) {
    private static final JsonMapper JSON = new JsonMapper();

    String text() {
        return JSON.writeValueAsString(this);
    }

    static Answer of(String text) {
        return JSON.readValue(text, Answer.class);
    }
}

package org.throughline.command.reception;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.throughline.events.EntryId;

/**
 * What a client learns of a command that was carried out.
 *
 * @param id the patient, program, session or journey
 * @param entryId the entry that was made, if one was: corrections and retractions refer to it
 * @param version the version now, for If-Match
 * @param position the place in the history, for {@code at-least}
 * @param replayed whether the same had been asked for before under the same key
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Recorded(UUID id, @Nullable EntryId entryId, long version, long position, boolean replayed) {}

package org.throughline.command.submission;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How the desk deals with the commands to one kind of stream.
 *
 * @param aggregate Axon's shell around their rules
 * @param commands what they have in common
 * @param stream which stream a command is for
 * @param recordedAt the edge's clock when it came in
 * @param resources what the aggregate's handlers may ask for by type: who loads the facts
 * @param afterwards what remains to be done once it is recorded, and is done again when it is repeated
 */
public record Wiring<C>(
        Class<?> aggregate,
        Class<C> commands,
        Function<? super C, UUID> stream,
        Function<? super C, Instant> recordedAt,
        List<?> resources,
        Consumer<? super C> afterwards) {

    /**
     * Which stream a command is for.
     *
     * @throws ClassCastException if it is no command to this kind of stream
     */
    public UUID streamOf(Object command) {
        return stream.apply(commands.cast(command));
    }
}

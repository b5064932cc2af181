package org.throughline.command.intake;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the commands of a row: a function of mapping, row and the time of recording. */
interface Translation {
    /** The commands; null if something is wrong with the row, which is told. */
    @Nullable
    Translated of(Row row, Instant now, Consumer<Flaw> flaws);
}

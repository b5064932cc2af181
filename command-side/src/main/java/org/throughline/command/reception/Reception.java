package org.throughline.command.reception;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.throughline.command.record.UuidV7Identifiers;
import org.throughline.command.submission.CommandDesk;
import org.throughline.command.submission.Submission;
import org.throughline.events.EntryId;
import org.throughline.events.storage.RecordedAt;
import tools.jackson.databind.json.JsonMapper;

/** Hands commands in at the desk and answers with what was recorded. Ids and time are given here, and nowhere later. */
@Component
public class Reception {
    private final CommandDesk desk;
    private final InstantSource clock;
    private final JsonMapper json;

    Reception(CommandDesk desk, @Qualifier("commandClock") InstantSource clock, JsonMapper json) {
        this.desk = desk;
        this.clock = clock;
        this.json = json;
    }

    /** The time of recording, as precisely as it is stored. */
    public Instant now() {
        return RecordedAt.truncated(clock.instant());
    }

    /** A new id. */
    public UUID newId() {
        return UuidV7Identifiers.next();
    }

    /**
     * Carries a command out.
     *
     * @param request what was asked for: with the address it tells a repetition from another request under the same key
     * @param entry the entry it makes, if it makes one
     * @param location where what it makes can be read, if it makes something that has an address of its own
     */
    public ResponseEntity<Recorded> carryOut(
            Asked asked, Object command, String address, Object request, @Nullable EntryId entry, String location) {
        var receipt = desk.submit(new Submission(
                command,
                asked.actor(),
                asked.source(),
                asked.correlation(),
                asked.key(),
                asked.key() == null ? null : hash(address, request, asked.version()),
                asked.version(),
                entry));
        return ResponseEntity.status(receipt.replayed() ? HttpStatus.OK : HttpStatus.CREATED)
                .location(URI.create(location.replace("{id}", receipt.stream().toString())))
                .eTag("\"" + receipt.version() + "\"")
                .body(new Recorded(
                        receipt.stream(),
                        receipt.entry(),
                        receipt.version(),
                        receipt.lastPosition(),
                        receipt.replayed(),
                        receipt.replayed() ? null : asked.correlation()));
    }

    private String hash(String address, Object request, @Nullable Long version) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((address + "\n" + version + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(json.writeValueAsBytes(request)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}

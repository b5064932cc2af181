package org.throughline.events.storage;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The bytes that a proof hashes for one event: position, event id, stream, sequence, name, revision, recordedAt,
 * payload, metadata, in this order, each preceded by its length in bytes as a four-byte big-endian number.
 *
 * <p>Numbers are eight-byte big-endian, ids their sixteen bytes, texts UTF-8. Fixed for good: the test vectors under
 * {@code history/leaves} never change.
 */
public final class Leaf {
    private Leaf() {}

    /** The bytes of the leaf. */
    public static byte[] of(StoredEvent event) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            number(out, event.position());
            id(out, event.eventId());
            id(out, event.stream());
            number(out, event.sequence());
            text(out, event.name());
            number(out, event.revision());
            text(out, event.recordedAt());
            text(out, event.payload());
            text(out, event.metadata());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * The hash of the leaf as in RFC 6962: SHA-256 over a zero byte and the leaf.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6962#section-2.1">RFC 6962, section 2.1</a>
     */
    public static byte[] hash(StoredEvent event) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((byte) 0);
            return sha256.digest(of(event));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static void number(DataOutputStream out, long number) throws IOException {
        out.writeInt(Long.BYTES);
        out.writeLong(number);
    }

    private static void id(DataOutputStream out, UUID id) throws IOException {
        out.writeInt(2 * Long.BYTES);
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}

package org.throughline.events.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import org.throughline.events.Personal;

/**
 * The key of one patient: AES-256-GCM through Google Tink. What it seals is bound to patient, event and field, so that
 * nothing can be moved to another place unnoticed.
 */
public final class DataKey {
    private static final String VERSION = "v1.";

    private final UUID id;
    private final String head;
    private final Aead aead;

    /**
     * A key from its 32 bytes.
     *
     * @throws GeneralSecurityException if the bytes are no AES-256 key
     */
    public DataKey(UUID id, byte[] secret) throws GeneralSecurityException {
        if (secret.length != 32) {
            throw new GeneralSecurityException("an AES-256 key has 32 bytes");
        }
        this.id = id;
        this.head = VERSION + id + ".";
        this.aead = new AesGcmJce(secret);
    }

    /** What a ciphertext names as the key it was made with. */
    public UUID id() {
        return id;
    }

    /** Seals a value's JSON: {@code v1.<keyId>.<base64>}. */
    public String seal(String json, Place place) {
        try {
            var bytes = aead.encrypt(json.getBytes(StandardCharsets.UTF_8), place.associatedData());
            return head + Base64.getEncoder().withoutPadding().encodeToString(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM could not seal", impossible);
        }
    }

    /**
     * Opens a sealed value.
     *
     * @throws Tampered if it was not sealed with this key for this place
     */
    public String open(String enc, Place place) {
        if (!enc.startsWith(head)) {
            throw new Tampered(new IllegalArgumentException("sealed in another way or with another key"));
        }
        try {
            var bytes = Base64.getDecoder().decode(enc.substring(head.length()));
            return new String(aead.decrypt(bytes, place.associatedData()), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new Tampered(unreadable);
        }
    }

    /**
     * The key that a sealed value names.
     *
     * @throws Tampered if the text is no sealed value
     */
    public static UUID keyIdOf(Personal.Sealed<?> sealed) {
        var enc = sealed.enc();
        var end = enc.lastIndexOf('.');
        if (!enc.startsWith(VERSION) || end < VERSION.length()) {
            throw new Tampered(new IllegalArgumentException("not a sealed value"));
        }
        try {
            return UUID.fromString(enc.substring(VERSION.length(), end));
        } catch (IllegalArgumentException notAnId) {
            throw new Tampered(notAnId);
        }
    }

    /**
     * Where a sealed value belongs.
     *
     * @param patient whose it is
     * @param event the event that holds it
     * @param label the field's permanent label
     */
    public record Place(UUID patient, UUID event, String label) {
        byte[] associatedData() {
            var name = label.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(36 + name.length)
                    .putLong(patient.getMostSignificantBits())
                    .putLong(patient.getLeastSignificantBits())
                    .putLong(event.getMostSignificantBits())
                    .putLong(event.getLeastSignificantBits())
                    .putInt(name.length)
                    .put(name)
                    .array();
        }
    }

    /** A sealed value was altered, or moved from another place. */
    public static final class Tampered extends RuntimeException {
        private static final long serialVersionUID = 1;

        Tampered(Throwable cause) {
            super("Sealed personal data does not belong here or was altered", cause);
        }
    }
}

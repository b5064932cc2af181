package org.throughline.command.submission;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.throughline.command.record.Claim;

/**
 * The key that a command is done once under, as it is stored. Neither the client's key nor a plain hash of the request is
 * kept: whoever knows neither cannot find out what was asked for by trying names, also after the patient is erased.
 *
 * @param claimed the client's key and the actor, hashed: another actor's equal key is another key
 * @param request what was asked for, hashed under the client's key
 */
record IdempotencyKey(String claimed, @Nullable String request) {
    static @Nullable IdempotencyKey of(Submission submission) {
        var key = submission.idempotencyKey();
        if (key == null) {
            return null;
        }
        var hash = submission.requestHash();
        return new IdempotencyKey(sha256(submission.actor().id() + "\n" + key), hash == null ? null : hmac(key, hash));
    }

    /** The claim that a command done under this key takes. */
    Claim claim(Answer answer) {
        return new Claim(Claim.Kind.IDEMPOTENCY, claimed, request, answer.text());
    }

    /** What the claim is found by. */
    Claim.Key id() {
        return new Claim.Key(Claim.Kind.IDEMPOTENCY, claimed);
    }

    /** Whether a claim taken under this key was for the same request. */
    boolean sameRequest(Claim claim) {
        return request == null || claim.requestHash() == null || request.equals(claim.requestHash());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static String hmac(String key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", impossible);
        }
    }
}

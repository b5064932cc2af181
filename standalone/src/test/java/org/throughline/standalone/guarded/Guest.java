package org.throughline.standalone.guarded;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at the door.
 *
 * @param id who they are, by which the access log names them
 * @param token what they show; null for nobody
 */
record Guest(String id, @Nullable String token) {
    static final Guest NOBODY = new Guest("nobody", null);

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Somebody whose token is believed. */
    static Guest of(String id, String role, String... programs) {
        return new Guest(id, signed(claims(id, role, programs).build(), secret()));
    }

    static String secret() {
        return House.setting("throughline.demonstration.token-secret");
    }

    static JWTClaimsSet.Builder claims(String id, String role, String... programs) {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .subject(id)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
                .claim("roles", List.of(role))
                .claim("programs", List.of(programs));
    }

    static String signed(JWTClaimsSet claims, String secret) {
        try {
            var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException unsignable) {
            throw new IllegalStateException(unsignable);
        }
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, null, headers);
    }

    Answer post(String path, String json, String... headers) {
        return send("POST", path, "application/json", json.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** A form that is filled in by hand; with a token no page's protection is needed. */
    Answer form(String path, String encoded, String... headers) {
        return send(
                "POST", path, "application/x-www-form-urlencoded", encoded.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Sends a body without saying how long it is. */
    Answer stream(String path, String type, byte[] body, String... headers) {
        return answer("POST", path, type, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)), headers);
    }

    Answer send(String method, String path, @Nullable String type, byte @Nullable [] body, String... headers) {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        return answer(method, path, type, publisher, headers);
    }

    private Answer answer(String method, String path, @Nullable String type, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(House.address() + path))
                .timeout(PATIENCE)
                .method(method, body);
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofInputStream());
            try (var in = answer.body()) {
                var stream =
                        answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
                var text = stream ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(answer.statusCode(), answer.headers(), text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

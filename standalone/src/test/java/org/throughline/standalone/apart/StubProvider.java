package org.throughline.standalone.apart;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A provider of sign-ins by OpenID Connect that believes whoever the test says is there. */
final class StubProvider implements AutoCloseable {
    static final String CLIENT = "throughline";
    static final String SECRET = "only-for-this-test-0123456789";

    private static final Duration USED_AGAIN = Duration.ofMinutes(1);

    private final HttpServer server;
    private final RSAKey key;
    private final Map<String, Asked> codes = new ConcurrentHashMap<>();
    private final Map<Person, Given> given = new ConcurrentHashMap<>();

    /**
     * Somebody at the provider.
     *
     * @param id opaque
     */
    record Person(String id, String name, List<String> roles, List<String> programs) {}

    /** A token that was given out, and when. */
    private record Given(String token, Instant at) {}

    private record Asked(Person person, String nonce, String challenge, String back) {}

    private StubProvider(HttpServer server, RSAKey key) {
        this.server = server;
        this.key = key;
    }

    static StubProvider start() throws IOException, JOSEException {
        var provider = new StubProvider(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
                new RSAKeyGenerator(2048).keyID("one").generate());
        provider.server.createContext("/keys", provider::keys);
        provider.server.createContext("/token", provider::token);
        provider.server.start();
        return provider;
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the provider does when a browser is sent to it: where it sends the browser back to. */
    URI signsIn(URI asked, Person person) {
        var question = form(asked.getRawQuery());
        var code = UUID.randomUUID().toString();
        codes.put(
                code,
                new Asked(
                        person,
                        question.getOrDefault("nonce", ""),
                        question.getOrDefault("code_challenge", ""),
                        question.getOrDefault("redirect_uri", "")));
        return URI.create(question.get("redirect_uri") + "?code=" + code + "&state=" + question.get("state"));
    }

    /** A token for a program that acts for somebody; the same for a while, since signing is work. */
    String accessToken(Person person) {
        return given.compute(person, (_, before) -> {
                    var now = Instant.now();
                    return before != null && before.at().plus(USED_AGAIN).isAfter(now)
                            ? before
                            : new Given(signed(claims(person).audience(CLIENT).build()), now);
                })
                .token();
    }

    private JWTClaimsSet.Builder claims(Person person) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject(person.id())
                .claim("name", person.name())
                .claim("roles", person.roles())
                .claim("programs", person.programs())
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))));
    }

    private String signed(JWTClaimsSet claims) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keys(HttpExchange exchange) throws IOException {
        answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString());
    }

    private void token(HttpExchange exchange) throws IOException {
        var sent = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var asked = codes.remove(sent.getOrDefault("code", ""));
        var basic =
                "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (asked == null
                || !basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || !asked.back().equals(sent.get("redirect_uri"))
                || !asked.challenge().equals(challenge(sent.getOrDefault("code_verifier", "")))) {
            answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
            return;
        }
        var id = signed(claims(asked.person())
                .audience(CLIENT)
                .claim("nonce", asked.nonce())
                .build());
        answer(
                exchange,
                200,
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "access_token",
                                accessToken(asked.person()),
                                "token_type",
                                "Bearer",
                                "expires_in",
                                300,
                                "id_token",
                                id)));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(String encoded) {
        return Arrays.stream(encoded.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                        pair -> URLDecoder.decode(pair.length > 1 ? pair[1] : "", StandardCharsets.UTF_8)));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

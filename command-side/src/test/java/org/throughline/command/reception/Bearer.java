package org.throughline.command.reception;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;

/** Tokens, good ones and bad ones. */
public final class Bearer {
    private Bearer() {}

    /** A token that is believed. */
    public static String of(String subject, String role, String... programs) {
        return signed(claims(subject, role, programs).build(), CommandHouse.TOKEN_SECRET);
    }

    static String expired() {
        return signed(
                claims("kim", "clinician")
                        .expirationTime(Date.from(Instant.now().minus(Duration.ofHours(1))))
                        .build(),
                CommandHouse.TOKEN_SECRET);
    }

    static String endless() {
        return signed(claims("kim", "clinician").expirationTime(null).build(), CommandHouse.TOKEN_SECRET);
    }

    static String ofNobody() {
        return signed(claims("", "clinician").build(), CommandHouse.TOKEN_SECRET);
    }

    static String ofAnotherKey() {
        return signed(claims("kim", "administrator").build(), "another-secret-of-thirty-two-bytes-or-more");
    }

    static String unsigned() {
        return new PlainJWT(claims("kim", "administrator").build()).serialize();
    }

    /** A believed token whose claims were changed afterwards. */
    static String forged() {
        var mine = of("kim", "clinician").split("\\.", -1);
        var wanted = of("kim", "administrator").split("\\.", -1);
        return mine[0] + "." + wanted[1] + "." + mine[2];
    }

    private static JWTClaimsSet.Builder claims(String subject, String role, String... programs) {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .subject(subject)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
                .claim("roles", List.of(role))
                .claim("programs", Stream.of(programs).toList());
    }

    private static String signed(JWTClaimsSet claims, String secret) {
        try {
            var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException unsignable) {
            throw new IllegalStateException(unsignable);
        }
    }
}

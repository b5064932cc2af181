package org.throughline.query.signin;

import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.throughline.events.storage.Texts;

/** Believes only tokens that end some day and say who holds them: who reads is written down under that id for ever. */
record BelievedTokens(JwtDecoder decoder) implements JwtDecoder {
    private static final int LONGEST_SUBJECT = 200;

    @Override
    public Jwt decode(String token) {
        var jwt = decoder.decode(token);
        var subject = jwt.getSubject();
        if (jwt.getExpiresAt() == null) {
            throw new BadJwtException("the token never ends");
        }
        if (subject == null || subject.isBlank() || subject.length() > LONGEST_SUBJECT || !Texts.storable(subject)) {
            throw new BadJwtException("the token does not say whose it is");
        }
        return jwt;
    }
}

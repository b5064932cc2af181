package org.throughline.standalone.demonstration;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Chance that falls the same way each time: everything drawn is a function of the seed and of what it is drawn for. */
final class Chance {
    private final SplittableRandom random;

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** The chance of one thing, apart from all others. */
    static Chance of(long seed, String what) {
        return new Chance(new SplittableRandom(digest(seed, what).getLong()));
    }

    /** A UUID of version 7 made at a moment for one thing. */
    static UUID id(long seed, Instant at, String what) {
        var digest = digest(seed, what);
        var high = at.toEpochMilli() << 16 | 0x7000L | (digest.getLong() & 0xfffL);
        var low = 0x8000_0000_0000_0000L | (digest.getLong() & 0x3fff_ffff_ffff_ffffL);
        return new UUID(high, low);
    }

    private static ByteBuffer digest(long seed, String what) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seed));
            return ByteBuffer.wrap(sha.digest(what.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    boolean falls(double probability) {
        return random.nextDouble() < probability;
    }

    /** A whole number of a range, both ends included. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    <T> T oneOf(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    /** A place in a list of weights. */
    int weighted(double... weights) {
        var sum = 0.0;
        for (var weight : weights) {
            sum += weight;
        }
        var point = random.nextDouble() * sum;
        for (var place = 0; place < weights.length - 1; place++) {
            point -= weights[place];
            if (point < 0) {
                return place;
            }
        }
        return weights.length - 1;
    }

    /** Log-normal with a median. */
    double around(double median, double spread) {
        return median * Math.exp(spread * random.nextGaussian());
    }

    /** Evenly from 0 to 1. */
    double share() {
        return random.nextDouble();
    }
}

package org.throughline.standalone;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.throughline.standalone.demonstration.DemonstrationAccount;

/**
 * How one signs in to this installation's demonstration.
 *
 * @param password one for all accounts; every installation has another
 * @param tokenSecret what this installation signs tokens with
 */
record DemonstrationAccess(String password, String tokenSecret) {
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final String CHOSEN = "THROUGHLINE_DEMONSTRATION_PASSWORD";

    /** The access of an installation, from its secret; the environment can choose another password. */
    static DemonstrationAccess of(String tokenSecret) {
        var chosen = System.getenv(CHOSEN);
        return new DemonstrationAccess(chosen == null || chosen.isBlank() ? derived(tokenSecret) : chosen, tokenSecret);
    }

    private static String derived(String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var bytes = mac.doFinal("demonstration password".getBytes(StandardCharsets.UTF_8));
            var password = new StringBuilder();
            for (int i = 0; i < 12; i++) {
                password.append(i > 0 && i % 4 == 0 ? "-" : "");
                password.append(ALPHABET.charAt((bytes[i] & 0xff) % ALPHABET.length()));
            }
            return password.toString();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", impossible);
        }
    }

    /** Tells the application who can sign in. */
    void describe(Map<String, Object> properties) {
        properties.put("throughline.demonstration.password", password);
        properties.put("throughline.demonstration.token-secret", tokenSecret);
        var accounts = DemonstrationAccount.values();
        for (int i = 0; i < accounts.length; i++) {
            var at = "throughline.demonstration.accounts[" + i + "].";
            properties.put(at + "name", accounts[i].account());
            properties.put(at + "display", accounts[i].display());
            properties.put(at + "role", accounts[i].role().code());
            int j = 0;
            for (var program : accounts[i].programs()) {
                properties.put(at + "programs[" + j++ + "]", program.toString());
            }
        }
    }

    @Override
    public String toString() {
        return "DemonstrationAccess[…]";
    }
}

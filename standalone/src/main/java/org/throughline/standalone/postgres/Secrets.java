package org.throughline.standalone.postgres;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** Everything that was made up for this data folder and must not be known elsewhere, kept in one private file. */
record Secrets(Login superuser, Login owner, Login command, Login query, String masterKeyset, String tokenSecret) {

    static final String FILE = "secrets.properties";

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String SUPERUSER = "postgres";
    private static final String OWNER = "throughline_owner";
    private static final String COMMAND = "throughline_command";
    private static final String QUERY = "throughline_query";
    private static final String MASTER_KEYSET = "throughline.keys.master";
    private static final String TOKEN_SECRET = "throughline.tokens.secret";

    /** Makes them up if the folder is new; a database without its secrets is refused. */
    static Secrets of(DataFolder folder, boolean databaseExists) {
        Path file = folder.resolve(FILE);
        try {
            if (Files.exists(file)) {
                PrivateFiles.closeFile(file);
                return read(file);
            }
            if (databaseExists) {
                throw missing("The file " + file + " is missing, and with it the passwords and keys of the data.");
            }
            var made = makeUp();
            PrivateFiles.write(file, made.text());
            return made;
        } catch (IOException e) {
            throw new StartProblem(
                    "The file " + file + " cannot be read or written.",
                    "Give yourself the right to it, or choose another folder with --data=.",
                    e);
        }
    }

    private static Secrets makeUp() {
        return new Secrets(
                new Login(SUPERUSER, random()),
                new Login(OWNER, random()),
                new Login(COMMAND, random()),
                new Login(QUERY, random()),
                newMasterKeyset(),
                random());
    }

    /** Letters, digits, - and _ only: safe in SQL and in a URL. */
    private static String random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String newMasterKeyset() {
        try {
            AeadConfig.register();
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-256-GCM", e);
        }
    }

    private String text() throws IOException {
        var properties = new Properties();
        for (Login login : new Login[] {superuser, owner, command, query}) {
            properties.setProperty(login.user(), login.password());
        }
        properties.setProperty(MASTER_KEYSET, masterKeyset);
        properties.setProperty(TOKEN_SECRET, tokenSecret);
        var text = new StringWriter();
        properties.store(
                text, "Made by Throughline for this folder. Without this file its personal data is unreadable.");
        return text.toString();
    }

    private static Secrets read(Path file) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        return new Secrets(
                login(properties, SUPERUSER, file),
                login(properties, OWNER, file),
                login(properties, COMMAND, file),
                login(properties, QUERY, file),
                value(properties, MASTER_KEYSET, file),
                value(properties, TOKEN_SECRET, file));
    }

    private static Login login(Properties properties, String user, Path file) {
        return new Login(user, value(properties, user, file));
    }

    private static String value(Properties properties, String key, Path file) {
        var value = properties.getProperty(key);
        if (value == null) {
            throw missing("The file " + file + " says nothing about " + key + ".");
        }
        return value;
    }

    private static StartProblem missing(String sentence) {
        return new StartProblem(sentence, "Put the file back as it was, or start on another folder with --data=.");
    }

    /** Names only, so that no log can have the values. */
    @Override
    public String toString() {
        return "Secrets of " + owner + ", " + command + " and " + query;
    }
}

package strongroom.phone;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.backup.Ciphertext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The plaintext of a backup: JSON, kept byte for byte as it was read.
 *
 * <p>It contains the user's private key, so it is a secret: {@link #toString} shows its length alone, and nothing that this type
 * says about it repeats a value. Whether it fits the schema is another question than whether it is JSON: {@link #findings}.
 * Immutable.
 */
public final class SafeBackup {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final byte[] json;
    private final JsonNode tree;

    private SafeBackup(byte[] json, JsonNode tree) {
        this.json = json;
        this.tree = tree;
    }

    /** Reads one JSON value in UTF-8 without byte order mark; null if the bytes are anything else. */
    public static @Nullable SafeBackup parse(byte[] json) {
        String text = utf8(json);
        if (text == null) {
            return null;
        }
        try {
            JsonNode tree = MAPPER.readTree(text);
            return tree == null || tree.isMissingNode() ? null : new SafeBackup(json.clone(), tree);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** Says what a file is: a backup's JSON, an encrypted backup, or neither. */
    public static Inspection inspect(byte[] file) {
        SafeBackup backup = parse(file);
        if (backup != null) {
            return new Inspection.Json(backup, backup.summary(), backup.findings());
        }
        // Forty or more random bytes are never valid UTF-8 in practice; text that is not JSON is no ciphertext.
        if (file.length >= Ciphertext.MIN_BYTES && utf8(file) == null) {
            return new Inspection.Encrypted(file.length);
        }
        return new Inspection.Neither(file.length);
    }

    /** Returns the JSON, a fresh array each time. */
    public byte[] json() {
        return json.clone();
    }

    /** Compares with the schema; empty if it fits, at most {@value SchemaCheck#MAX_FINDINGS} findings otherwise. */
    public List<Finding> findings() {
        return SchemaCheck.check(tree);
    }

    /** Counts what is inside; members that are missing or of another type count as none. */
    public Summary summary() {
        return new Summary(
                json.length,
                tree.path("contacts").size(),
                tree.path("groups").size(),
                tree.path("distributionlists").size(),
                tree.path("user").path("profilePic").isString());
    }

    /** Returns the version of its form, which has to be 1; 0 if it names none. */
    public int version() {
        JsonNode version = tree.path("info").path("version");
        return version.isInt() ? version.intValue() : 0;
    }

    /** Tells whether the private key is in it, without which nobody is restored. */
    public boolean hasPrivateKey() {
        JsonNode key = tree.path("user").path("privatekey");
        return key.isString() && !key.stringValue().isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SafeBackup backup && Arrays.equals(json, backup.json);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(json);
    }

    @Override
    public String toString() {
        return "SafeBackup[" + json.length + " bytes]";
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /**
     * A place where a backup does not fit the schema.
     *
     * @param pointer a JSON pointer; empty for the whole document
     * @param sentence what is expected there, never what was found, since values are secrets
     */
    public record Finding(String pointer, String sentence) {}

    /** How much is in a backup; {@code bytes} is the length of the JSON. */
    public record Summary(int bytes, int contacts, int groups, int distributionLists, boolean picture) {}

    /**
     * How much a made-up backup is to contain; groups follow from the contacts.
     *
     * @param picture whether the user has a profile picture, which adds about 45 kB
     */
    public record Contents(int contacts, boolean picture) {

        /**
         * Takes the wish.
         *
         * @throws IllegalArgumentException if the number is negative or above 50,000
         */
        public Contents {
            if (contacts < 0 || contacts > 50_000) {
                throw new IllegalArgumentException("a made-up backup has 0 to 50000 contacts, not " + contacts);
            }
        }
    }

    /** What a file turned out to be. */
    public sealed interface Inspection {

        /** JSON; whether it is a backup is what the findings say. */
        record Json(SafeBackup backup, Summary summary, List<Finding> findings) implements Inspection {

            /** Copies the list. */
            public Json {
                findings = List.copyOf(findings);
            }
        }

        /** Bytes that are no text and long enough for a ciphertext; only the key can tell more. */
        record Encrypted(int bytes) implements Inspection {}

        /** Neither JSON nor anything that could be an encrypted backup. */
        record Neither(int bytes) implements Inspection {}
    }
}

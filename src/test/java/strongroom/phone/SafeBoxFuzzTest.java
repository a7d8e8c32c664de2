package strongroom.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import strongroom.backup.Ciphertext;
import strongroom.phone.SafeBackup.Finding;
import strongroom.phone.SafeBackup.Inspection;
import strongroom.phone.SafeBox.Opening;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a phone is given as its backup. An input that begins with the two bytes of gzip was encrypted with the right key, one that
 * begins with {@code !} is what the server sent; any other is the JSON itself.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SafeBoxFuzzTest {

    private static final SafeBox BOX = new SafeBox(SafeKey.derive(new ThreemaId("ECHOECHO"), "shootdeathstar"));
    private static final byte[] NONCE = new byte[SecretBox.NONCE_BYTES];
    private static final byte[] GENUINE = BOX.sealPacked(NONCE, Gzip.store("{}".getBytes(StandardCharsets.US_ASCII)))
            .bytes();

    /** Jackson's own bounds, which are part of what "not JSON" means: levels and the characters of a number. */
    private static final int DEEPEST = 500;

    private static final int LONGEST_NUMBER = 1000;

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Set<String> SENTENCES = sentences();

    @FuzzTest
    void a_backup_is_opened_byte_for_byte_or_refused_with_a_reason(byte[] data) {
        if (data.length > 1 && data[0] == 0x1f && data[1] == (byte) 0x8b) {
            checkPacked(data);
        } else if (data.length > 0 && data[0] == '!') {
            checkSealed(Arrays.copyOfRange(data, 1, data.length));
        } else {
            checkJson(data);
        }
    }

    private static void checkSealed(byte[] edits) {
        byte[] blob = GENUINE.clone();
        for (int i = 0; i < edits.length; i++) {
            blob[i % blob.length] ^= edits[i];
        }
        Opening opened = BOX.open(Ciphertext.copyOf(blob));

        if (Arrays.equals(blob, GENUINE)) {
            assertThat(opened).isInstanceOf(Opening.Opened.class);
        } else {
            assertThat(opened).isEqualTo(new Opening.WrongKeyOrTampered());
        }
        if (edits.length >= Ciphertext.MIN_BYTES) {
            assertThat(BOX.open(Ciphertext.copyOf(edits))).isInstanceOf(Opening.WrongKeyOrTampered.class);
        }
    }

    /** Unpacked a second time here, in small pieces. */
    private static void checkPacked(byte[] packed) {
        Opening opened = BOX.open(BOX.sealPacked(NONCE, packed));

        byte[] json = unpacked(packed);
        if (json == null) {
            assertThat(opened).isEqualTo(new Opening.NotGzip());
        } else if (json.length > SafeBox.MAX_JSON_BYTES) {
            assertThat(opened).isEqualTo(new Opening.TooLarge(SafeBox.MAX_JSON_BYTES));
        } else {
            checkOpened(opened, json);
        }
    }

    private static void checkJson(byte[] json) {
        checkOpened(BOX.open(BOX.sealPacked(NONCE, Gzip.store(json))), json);
        Inspection inspection = SafeBackup.inspect(json);
        switch (inspection) {
            case Inspection.Json(SafeBackup backup, SafeBackup.Summary summary, List<Finding> findings) -> {
                assertThat(backup.json()).isEqualTo(json);
                assertThat(summary.bytes()).isEqualTo(json.length);
                assertThat(findings).isEqualTo(backup.findings());
            }
            case Inspection.Encrypted(int bytes) -> assertThat(bytes).isBetween(Ciphertext.MIN_BYTES, json.length);
            case Inspection.Neither(int bytes) -> assertThat(bytes).isEqualTo(json.length);
        }
    }

    private static void checkOpened(Opening opened, byte[] json) {
        StrictJson.Found expected = StrictJson.read(json);
        if (opened instanceof Opening.Opened(SafeBackup backup)) {
            assertThat(expected.isValid()).isTrue();
            assertThat(backup.json()).isEqualTo(json);
            assertThat(backup).hasToString("SafeBackup[" + json.length + " bytes]");
            checkFindings(backup);
            return;
        }
        assertThat(opened).isEqualTo(new Opening.NotJson());
        assertThat(expected.isValid() && expected.depth() <= DEEPEST && expected.longestNumber() <= LONGEST_NUMBER)
                .isFalse();
    }

    /** A backup holds a private key, so what is said about it are sentences of the schema about places that there are. */
    private static void checkFindings(SafeBackup backup) {
        JsonNode tree = MAPPER.readTree(new String(backup.json(), StandardCharsets.UTF_8));
        List<Finding> findings = backup.findings();
        assertThat(findings).hasSizeLessThanOrEqualTo(SchemaCheck.MAX_FINDINGS).doesNotHaveDuplicates();
        for (Finding finding : findings) {
            assertThat(SENTENCES).contains(finding.sentence());
            assertThat(tree.at(finding.pointer()).isMissingNode()).isFalse();
        }
    }

    private static Set<String> sentences() {
        try (InputStream schema = SchemaCheck.class.getResourceAsStream("safe-backup.schema.json")) {
            Set<String> sentences = new HashSet<>(Set.of(
                    "this list is too short",
                    "this is none of the forms that are allowed here",
                    "a number in here has more than 64 bits"));
            collect(MAPPER.readTree(schema), sentences);
            return sentences;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(JsonNode schema, Set<String> sentences) {
        schema.path("required").forEach(name -> sentences.add("the member " + name + " is missing"));
        schema.forEachEntry((keyword, value) -> {
            sentences.add(
                    switch (keyword) {
                        case "type" -> "this is of another type than " + value;
                        case "const" -> "only " + value + " is allowed here";
                        case "pattern" -> "this does not have the shape " + value.asString("");
                        case "minimum" -> "this is less than " + value;
                        case "maximum" -> "this is more than " + value;
                        default -> "";
                    });
            collect(value, sentences);
        });
        if (schema.isArray()) {
            schema.forEach(part -> collect(part, sentences));
        }
    }

    private static byte @Nullable [] unpacked(byte[] packed) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed), 512)) {
            byte[] piece = new byte[4096];
            for (int length = gzip.read(piece); length >= 0; length = gzip.read(piece)) {
                plain.write(piece, 0, length);
                if (plain.size() > SafeBox.MAX_JSON_BYTES) {
                    return plain.toByteArray();
                }
            }
            return plain.toByteArray();
        } catch (IOException e) {
            return null;
        }
    }
}

package strongroom.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.backup.Ciphertext;
import strongroom.phone.SafeBox.Opening;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SafeBoxTest {

    private static final SafeKey KEY = SafeKey.derive(new ThreemaId("ECHOECHO"), "shootdeathstar");
    private static final byte[] NONCE = new byte[SecretBox.NONCE_BYTES];

    private final RandomGenerator random = new Random(42);
    private final SafeBox box = new SafeBox(KEY);

    @Test
    void a_backup_comes_back_byte_for_byte() {
        SafeBackup backup = json("{ \"a\" : [1,2.50, \"\\u00e4\u00E4\"] }\n");

        assertThat(box.open(box.seal(backup, random))).isEqualTo(new Opening.Opened(backup));
    }

    @Test
    void the_same_backup_never_becomes_the_same_bytes_twice() {
        SafeBackup backup = json("{}");

        assertThat(box.seal(backup, random)).isNotEqualTo(box.seal(backup, random));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 200, 40_000, 400_000})
    void nothing_is_compressed_so_the_length_tells_only_the_length(int bytes) {
        SafeBackup backup = json("\"" + "a".repeat(bytes - 2) + "\"");

        int length = box.seal(backup, random).length();

        int gzipFrame = 18;
        int blocks = Math.ceilDiv(length, 16 * 1024) + 1;
        assertThat(length).isBetween(40 + gzipFrame + 5 + bytes, 40 + gzipFrame + 5 * blocks + bytes);
    }

    @Test
    void compressed_backups_of_older_apps_open_too() throws IOException {
        SafeBackup backup = json("{\"contacts\":\"" + "a".repeat(10_000) + "\"}");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(backup.json());
        }

        assertThat(box.open(box.sealPacked(NONCE, packed.toByteArray()))).isEqualTo(new Opening.Opened(backup));
    }

    @Test
    void another_password_does_not_open_it() {
        SafeBox other = new SafeBox(SafeKey.derive(new ThreemaId("ECHOECHO"), "Shootdeathstar"));

        assertThat(other.open(box.seal(json("{}"), random))).isEqualTo(new Opening.WrongKeyOrTampered());
    }

    @Test
    void a_changed_byte_anywhere_does_not_open() {
        byte[] blob = box.seal(json("{}"), random).bytes();

        for (int i = 0; i < blob.length; i++) {
            byte[] changed = blob.clone();
            changed[i] ^= 0x10;
            assertThat(box.open(Ciphertext.owning(changed)))
                    .as("byte %d", i)
                    .isEqualTo(new Opening.WrongKeyOrTampered());
        }
    }

    @Test
    void what_is_not_gzip_is_told_apart_from_a_wrong_key() {
        assertThat(box.open(sealed("{}".getBytes(StandardCharsets.UTF_8)))).isEqualTo(new Opening.NotGzip());
        assertThat(box.open(sealed(new byte[0]))).isEqualTo(new Opening.NotGzip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "hello", "\uFEFF{}", "{\"a\":\"\u0001\"}"})
    void what_is_not_json_is_told_apart(String text) {
        assertThat(box.open(sealed(Gzip.store(text.getBytes(StandardCharsets.UTF_8)))))
                .isEqualTo(new Opening.NotJson());
    }

    @Test
    void json_in_another_encoding_is_not_json() {
        assertThat(box.open(sealed(Gzip.store("{\"a\":\"\u00E4\"}".getBytes(StandardCharsets.ISO_8859_1)))))
                .isEqualTo(new Opening.NotJson());
        assertThat(box.open(sealed(Gzip.store("{}".getBytes(StandardCharsets.UTF_16)))))
                .isEqualTo(new Opening.NotJson());
    }

    @Test
    void a_gzip_bomb_stops_at_the_bound() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 256; i++) {
                gzip.write(zeros);
            }
        }

        assertThat(packed.size()).isLessThan(512 * 1024);
        assertThat(box.open(sealed(packed.toByteArray()))).isEqualTo(new Opening.TooLarge(SafeBox.MAX_JSON_BYTES));
    }

    @Test
    void random_bytes_never_open_and_never_throw() {
        for (int i = 0; i < 20_000; i++) {
            byte[] blob = new byte[Ciphertext.MIN_BYTES + random.nextInt(200)];
            random.nextBytes(blob);
            assertThat(box.open(Ciphertext.owning(blob))).isEqualTo(new Opening.WrongKeyOrTampered());
        }
    }

    @Test
    void random_bytes_under_the_right_key_have_a_result_and_never_throw() {
        byte[] packed = Gzip.store("{\"a\":[1,2,3],\"b\":\"text\"}".getBytes(StandardCharsets.UTF_8));

        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = packed.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            assertThat(box.open(sealed(mutated))).isNotNull().isNotEqualTo(new Opening.WrongKeyOrTampered());
        }
    }

    @Test
    void deep_nesting_is_refused_not_followed() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThat(box.open(sealed(Gzip.store(deep.getBytes(StandardCharsets.UTF_8)))))
                .isEqualTo(new Opening.NotJson());
    }

    private Ciphertext sealed(byte[] packed) {
        return box.sealPacked(NONCE, packed);
    }

    private static SafeBackup json(String text) {
        return Objects.requireNonNull(SafeBackup.parse(text.getBytes(StandardCharsets.UTF_8)));
    }
}

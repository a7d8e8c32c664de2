package strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import strongroom.sealing.Keyring.Flaw;
import strongroom.sealing.Keyring.Parsed;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class KeyringTest {

    private static final String GOOD = new String(Vectors.file("keyring-v1-two-keys.txt"), StandardCharsets.US_ASCII);

    @ParameterizedTest
    @CsvSource({
        "strongroom-keyring 1, strongroom-keyring 2, 1, UNKNOWN_VERSION",
        "strongroom-keyring 1, strongroom-keyring 01, 1, UNKNOWN_VERSION",
        "strongroom-keyring 1, -----BEGIN PRIVATE KEY-----, 1, NOT_A_KEYRING",
        "key 562054fdb2295d58, key 562054FDB2295D58, 2, NOT_A_KEY_LINE",
        "2027-01-01T00:00:00Z, 2027-02-30T00:00:00Z, 2, NOT_A_KEY_LINE",
        "2027-01-01T00:00:00Z, 2027-01-01T00:00:00+, 2, NOT_A_KEY_LINE",
        "'P00Y-J8A4 ', 'P00Y-J8A4  ', 3, NOT_FOUR_GROUPS",
        "P00Y-J8A4 D184-RVSX, D184-RVSX P00Y-J8A4, 3, MISTYPED_GROUP",
        "YGF2-90K3, YGF2-90K4, 4, MISTYPED_GROUP",
        "YGF2-90K3, ygf2-90k3, 4, MISTYPED_GROUP",
        "XSYF-1TN5, 0VFY-9E3Z, 4, OTHER_FINGERPRINT",
        "key f906ad93578d26be, key 562054fdb2295d58, 7, OTHER_FINGERPRINT",
    })
    void a_keyring_that_is_not_exactly_as_written_is_refused_with_its_line(
            String part, String replacement, int line, Flaw flaw) {
        String text = GOOD.replace(part, replacement);

        assertThat(parse(text)).isEqualTo(new Parsed.Malformed(line, flaw));
    }

    @Test
    void a_keyring_cut_short_anywhere_is_refused() {
        for (int length = 0; length < GOOD.length(); length++) {
            assertThat(parse(GOOD.substring(0, length))).isInstanceOf(Parsed.Malformed.class);
        }
    }

    @Test
    void a_keyring_that_lost_its_last_key_at_a_line_is_called_cut_short() {
        String text = GOOD.substring(0, GOOD.indexOf("key f906"));

        assertThat(parse(text)).isEqualTo(new Parsed.Malformed(5, Flaw.CUT_SHORT));
    }

    @Test
    void nothing_may_follow_the_end() {
        assertThat(parse(GOOD + "\n")).isEqualTo(new Parsed.Malformed(8, Flaw.AFTER_END));
    }

    @Test
    void a_keyring_without_a_key_is_refused() {
        assertThat(parse("strongroom-keyring 1\nend\n")).isEqualTo(new Parsed.Malformed(2, Flaw.NO_KEY));
    }

    @Test
    void a_key_may_stand_there_once() {
        String block = GOOD.substring(GOOD.indexOf("key f906"), GOOD.indexOf("end"));

        assertThat(parse(GOOD.replace("end", block + "end"))).isEqualTo(new Parsed.Malformed(10, Flaw.REPEATED_KEY));
    }

    @Test
    void line_ends_of_windows_are_refused() {
        assertThat(parse(GOOD.replace("\n", "\r\n"))).isEqualTo(new Parsed.Malformed(1, Flaw.NOT_ASCII));
    }

    @Test
    void a_huge_file_is_refused() {
        assertThat(parse(GOOD + "x".repeat(64 * 1024))).isEqualTo(new Parsed.Malformed(1, Flaw.TOO_LONG));
    }

    @Test
    void of_20000_mutated_keyrings_each_is_refused_or_exactly_what_is_written() {
        Random random = new Random(34);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = mutate(GOOD.getBytes(StandardCharsets.US_ASCII), random);
            switch (Keyring.parse(mutated)) {
                case Parsed.Read(Keyring keyring) -> assertThat(keyring.text()).isEqualTo(mutated);
                case Parsed.Malformed(int line, Flaw flaw) -> {
                    assertThat(line).isPositive();
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(19_000);
    }

    @Test
    void a_keyring_shows_fingerprints_and_no_key() {
        Keyring keyring = ((Parsed.Read) parse(GOOD)).keyring();

        assertThat(keyring).hasToString("Keyring[562054fdb2295d58, f906ad93578d26be]");
        assertThat(keyring.newest().toString() + keyring.newest().key()).doesNotContain("P00Y");
    }

    private static Parsed parse(String text) {
        return Keyring.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Changes, removes, doubles or swaps a few bytes. */
    private static byte[] mutate(byte[] text, Random random) {
        byte[] mutated = text;
        for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(4)) {
                case 0 -> mutated[at] = (byte) random.nextInt(256);
                case 1 -> mutated = Arrays.copyOf(mutated, Math.max(1, at));
                case 2 -> {
                    byte[] longer = Arrays.copyOf(mutated, mutated.length + 1);
                    System.arraycopy(mutated, at, longer, at + 1, mutated.length - at);
                    mutated = longer;
                }
                default -> {
                    int other = random.nextInt(mutated.length);
                    byte kept = mutated[at];
                    mutated[at] = mutated[other];
                    mutated[other] = kept;
                }
            }
        }
        return mutated;
    }
}

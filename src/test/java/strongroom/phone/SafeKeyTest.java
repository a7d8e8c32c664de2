package strongroom.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SafeKeyTest {

    static Stream<Arguments> vectors() {
        return Vectors.text("safe-keys.tsv")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(row -> Arguments.of(row[0], unescape(row[1]), row[2], row[3]));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void identity_and_password_become_the_same_id_and_key_as_elsewhere(
            String identity, String password, String backupId, String encryptionKey) {
        SafeKey key = SafeKey.derive(new ThreemaId(identity), password);

        assertThat(key.backupId().toPathSegment()).isEqualTo(backupId);
        assertThat(key.encryptionKey()).isEqualTo(HexFormat.of().parseHex(encryptionKey));
    }

    @Test
    void neither_key_nor_owner_can_be_printed() {
        Phone.Owner owner = new Phone.Owner(new ThreemaId("ECHOECHO"), "shootdeathstar");

        assertThat(owner).hasToString("Owner[hidden]");
        assertThat(owner.key()).hasToString("SafeKey[hidden]");
        assertThat(new SafeBox(owner.key())).hasToString("SafeBox[hidden]");
    }

    private static String unescape(String text) {
        return Pattern.compile("\\\\u([0-9a-f]{4})")
                .matcher(text)
                .replaceAll(match -> Character.toString(Integer.parseInt(match.group(1), 16)));
    }
}

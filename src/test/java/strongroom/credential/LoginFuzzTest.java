package strongroom.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import strongroom.account.UserName;

/**
 * Whatever a client or the store says about a login. An input that begins with {@code $} is a stored hash; any other is taken twice,
 * as the value of an {@code Authorization} header and as the login {@code user:password} that a person typed.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LoginFuzzTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private static final Pattern STORED =
            Pattern.compile("\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,3})\\$([^$]+)\\$([^$]+)");

    private static final String TYPED = "correct-horse-battery";
    private static final Pepper PEPPER = Pepper.of(new byte[Pepper.BYTES]);
    private static final Argon2Hasher HASHER = new Argon2Hasher(new Argon2Hasher.Cost(8, 1, 1), PEPPER, new Random(1));

    @FuzzTest
    void logins_are_read_as_they_were_meant(byte[] data) {
        if (data.length > 0 && data[0] == '$') {
            checkStoredHash(new String(data, StandardCharsets.ISO_8859_1));
            return;
        }
        checkHeader(new String(data, StandardCharsets.ISO_8859_1));
        checkTyped(new String(data, StandardCharsets.UTF_8));
    }

    /** A second reading of the header, digit by digit, must come to the same end. */
    private static void checkHeader(String value) {
        BasicHeader read = BasicHeader.read(value);
        byte[] login = login(value);

        if (login == null) {
            assertThat(read).isEqualTo(new BasicHeader.Other());
            return;
        }
        if (!(read instanceof BasicHeader.Basic(String user, Password password))) {
            fail("a login is not seen as one");
            return;
        }
        Charset charset = isStrictUtf8(login) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String text = new String(login, charset);
        int colon = text.indexOf(':');
        assertThat(user).isEqualTo(text.substring(0, colon));
        assertThat(password.utf8()).isEqualTo(composed(text.substring(colon + 1)));
        assertThat(read).hasToString("Basic[hidden]");
        password.wipe();
        assertThat(password.utf8()).doesNotContain(1, 127, -1);
    }

    /** What may be set is read back as the same login from every app, in whichever encoding and form it comes. */
    private static void checkTyped(String typed) {
        int colon = typed.indexOf(':');
        String user = colon < 0 ? typed : typed.substring(0, colon);
        String password = colon < 0 ? typed : typed.substring(colon + 1);
        UserName name = UserName.parse(user);
        PasswordRules.Verdict verdict = PasswordRules.check(password);
        if (name != null) {
            assertThat(UserName.parse(name.value())).isEqualTo(name);
            assertThat(name.value()).doesNotContain(":", "\n", "\u0000").hasSizeBetween(1, 128);
            String folded = name.folded();
            assertThat(folded.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT)).isEqualTo(folded);
        }
        if (name == null || !(verdict instanceof PasswordRules.Verdict.Accepted(Password accepted))) {
            return;
        }
        String composedName = name.value();
        String composedPassword = new String(composed(password), StandardCharsets.UTF_8);
        assertThat(accepted.utf8()).isEqualTo(composed(password)).hasSizeBetween(8, 500);
        assertReads(header(composedName, composedPassword, StandardCharsets.ISO_8859_1), name, accepted);
        assertReads(header(composedName, composedPassword, StandardCharsets.UTF_8), name, accepted);
        assertReads(
                header(decomposed(composedName), decomposed(composedPassword), StandardCharsets.UTF_8), name, accepted);
    }

    private static void assertReads(String header, UserName name, Password accepted) {
        if (BasicHeader.read(header) instanceof BasicHeader.Basic(String user, Password password)) {
            assertThat(UserName.parse(user)).isEqualTo(name);
            assertThat(password.utf8()).isEqualTo(accepted.utf8());
            return;
        }
        fail("a login that may be set is not read");
    }

    /** The only outcomes are yes, no and the documented exception; what is affordable is computed a second time elsewhere. */
    private static void checkStoredHash(String encoded) {
        Matcher stored = STORED.matcher(encoded);
        boolean hasShape = stored.matches() && encoded.chars().allMatch(c -> c > ' ' && c <= '~');
        if (hasShape && isAllowed(stored) && !isAffordable(stored)) {
            return;
        }
        boolean matches;
        try {
            matches = HASHER.matches(Password.of(TYPED), new PasswordHash(encoded));
        } catch (IllegalStateException unreadable) {
            assertThat(String.valueOf(unreadable.getMessage())).doesNotContain(encoded);
            assertThat(hasShape && isAllowed(stored) && isComputable(stored)).isFalse();
            return;
        }
        assertThat(hasShape && isAllowed(stored)).isTrue();
        assertThat(matches).isEqualTo(Arrays.equals(elsewhere(stored), unpadded(stored.group(5))));
    }

    private static boolean isAllowed(Matcher stored) {
        int memory = number(stored, 1);
        int iterations = number(stored, 2);
        int lanes = number(stored, 3);
        return lanes >= 1
                && lanes <= 255
                && iterations >= 1
                && iterations <= 999
                && memory >= 8 * lanes
                && memory <= 2_097_152;
    }

    private static boolean isAffordable(Matcher stored) {
        return number(stored, 1) <= 256 && number(stored, 2) <= 4 && number(stored, 3) <= 4;
    }

    /** The library itself wants a salt of eight bytes. */
    private static boolean isComputable(Matcher stored) {
        byte[] salt = unpadded(stored.group(4));
        return salt != null && salt.length >= 8 && unpadded(stored.group(5)) != null;
    }

    private static int number(Matcher stored, int group) {
        return Integer.parseInt(stored.group(group));
    }

    private static byte[] elsewhere(Matcher stored) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(number(stored, 1))
                .withIterations(number(stored, 2))
                .withParallelism(number(stored, 3))
                .withSalt(unpadded(stored.group(4)))
                .build());
        byte[] hash = new byte[32];
        argon2.generateBytes(PEPPER.season(Password.of(TYPED)), hash);
        return hash;
    }

    private static byte @Nullable [] login(String value) {
        String trimmed = value.strip();
        if (!trimmed.regionMatches(true, 0, "Basic", 0, 5)) {
            return null;
        }
        String rest = trimmed.substring(5);
        if (!rest.startsWith(" ") && !rest.startsWith("\t")) {
            return null;
        }
        byte[] login = unpadded(rest.strip().replaceFirst("=+\\z", ""));
        return login != null && new String(login, StandardCharsets.ISO_8859_1).contains(":") ? login : null;
    }

    private static byte @Nullable [] unpadded(String digits) {
        if (digits.length() % 4 == 1 || digits.chars().anyMatch(c -> ALPHABET.indexOf(c) < 0)) {
            return null;
        }
        byte[] bytes = new byte[digits.length() * 6 / 8];
        int bits = 0;
        for (int i = 0, next = 0; i < digits.length(); i++) {
            bits = bits << 6 | ALPHABET.indexOf(digits.charAt(i));
            int have = 6 * (i + 1) - 8 * next;
            if (have >= 8) {
                bytes[next++] = (byte) (bits >>> (have - 8));
            }
        }
        return bytes;
    }

    /** RFC 3629, by its table. */
    private static boolean isStrictUtf8(byte[] bytes) {
        for (int i = 0; i < bytes.length; ) {
            int lead = bytes[i] & 0xff;
            int second = i + 1 < bytes.length ? bytes[i + 1] & 0xff : 0;
            int more = lead < 0x80 ? 0 : lead < 0xc2 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : -1;
            boolean overlongOrBeyond = (lead == 0xe0 && second < 0xa0)
                    || (lead == 0xed && second > 0x9f)
                    || (lead == 0xf0 && second < 0x90)
                    || (lead == 0xf4 && second > 0x8f);
            if (more < 0 || overlongOrBeyond || i + more >= bytes.length) {
                return false;
            }
            for (int j = 1; j <= more; j++) {
                if ((bytes[i + j] & 0xc0) != 0x80) {
                    return false;
                }
            }
            i += more + 1;
        }
        return true;
    }

    private static String header(String user, String password, Charset charset) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(charset));
    }

    private static byte[] composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    }

    private static String decomposed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD);
    }
}

package strongroom.credential;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords may be set.
 *
 * <p>An app must be able to send the password, and the server to read it back as the same text. Android 6.2 and later sends
 * ISO-8859-1, with a {@code ?} for each character that it lacks, so a password beyond it would fail there for ever.
 */
public final class PasswordRules {

    /** The least length of a password that a person chose (OWASP ASVS 6.2.1); generated ones are far longer. */
    public static final int LEAST_CHARACTERS = 8;

    /** The greatest length, in bytes of UTF-8. App-made passwords are shorter than 128 (safe-protocol 3). */
    public static final int MOST_BYTES = 500;

    private PasswordRules() {}

    /** Why a password may not be set. */
    public enum Refusal {
        /** Nothing was typed. */
        EMPTY,
        /** Fewer than {@link #LEAST_CHARACTERS} characters. */
        TOO_SHORT,
        /** More than {@link #MOST_BYTES} bytes. */
        TOO_LONG,
        /** A line end, a tabulator or another character that no phone's keyboard can type. */
        CONTROL_CHARACTER,
        /** A character that ISO-8859-1 lacks: Android would send a question mark instead. */
        ANDROID_CANNOT_SEND,
        /** Letters whose ISO-8859-1 bytes are valid UTF-8, such as {@code Ã¼}: from Android it would be read as another text. */
        ANDROID_IS_MISREAD
    }

    /** What became of a check. */
    public sealed interface Verdict {

        /** It may be set. The password is to be wiped once it is hashed. */
        record Accepted(Password password) implements Verdict {}

        /** It may not. */
        record Refused(Refusal reason) implements Verdict {}
    }

    /** Checks a password that a person chose, as it was typed; different spellings of one text are the same password. */
    public static Verdict check(String typed) {
        Refusal refusal = refusal(Normalizer.normalize(typed, Normalizer.Form.NFC));
        return refusal == null ? new Verdict.Accepted(Password.of(typed)) : new Verdict.Refused(refusal);
    }

    private static @Nullable Refusal refusal(String text) {
        if (text.isEmpty()) {
            return Refusal.EMPTY;
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return Refusal.TOO_LONG;
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            return Refusal.CONTROL_CHARACTER;
        }
        if (text.chars().anyMatch(c -> c > 0xff)) {
            return Refusal.ANDROID_CANNOT_SEND;
        }
        if (isMisreadFromLatin1(text)) {
            return Refusal.ANDROID_IS_MISREAD;
        }
        return text.length() < LEAST_CHARACTERS ? Refusal.TOO_SHORT : null;
    }

    private static boolean isMisreadFromLatin1(String text) {
        return text.chars().anyMatch(c -> c > 0x7f) && BasicHeader.isUtf8(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}

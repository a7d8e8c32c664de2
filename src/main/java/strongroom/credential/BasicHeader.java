package strongroom.credential;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code Authorization} header says, as far as this server cares.
 *
 * <p>Android 6.2 and later encodes the login as ISO-8859-1, everything else as UTF-8 (safe-protocol 0.3), and nothing in the header
 * tells which. Both halves come from one client, so both are read in the same way: UTF-8 if all the bytes are valid UTF-8, else
 * ISO-8859-1. There is no second try: it would double the hashes of a failed login.
 */
sealed interface BasicHeader {

    /** No header at all: what an iPhone sends first, and never a failed login. */
    record None() implements BasicHeader {}

    /**
     * A login.
     *
     * @param user may be empty or not well-formed: such a login simply fails
     * @param password may be empty too; an iPhone without a server password sends {@code Og==}
     */
    record Basic(String user, Password password) implements BasicHeader {

        @Override
        public String toString() {
            return "Basic[hidden]";
        }
    }

    /** Another scheme, such as the {@code Token} of OnPrem builds, or garbage. */
    record Other() implements BasicHeader {}

    /** Reads the value of the header; null if the request had none. Never throws. */
    static BasicHeader read(@Nullable String value) {
        if (value == null) {
            return new None();
        }
        String trimmed = value.strip();
        int end = firstBlank(trimmed);
        if (!trimmed.substring(0, end).equalsIgnoreCase("Basic")) {
            return new Other();
        }
        byte[] login = decode(trimmed.substring(end).strip());
        if (login == null) {
            return new Other();
        }
        BasicHeader read = split(login);
        Arrays.fill(login, (byte) 0);
        return read;
    }

    private static int firstBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == ' ' || text.charAt(i) == '\t') {
                return i;
            }
        }
        return text.length();
    }

    private static byte @Nullable [] decode(String base64) {
        int end = base64.length();
        // The decoder takes no padding or all of it, but not some of it.
        while (end > 0 && base64.charAt(end - 1) == '=') {
            end--;
        }
        try {
            return Base64.getDecoder().decode(base64.substring(0, end));
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static BasicHeader split(byte[] login) {
        int colon = 0;
        while (colon < login.length && login[colon] != ':') {
            colon++;
        }
        if (colon == login.length) {
            return new Other();
        }
        Charset charset = isUtf8(login) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String user = new String(login, 0, colon, charset);
        String password = new String(login, colon + 1, login.length - colon - 1, charset);
        return new Basic(user, Password.of(password));
    }

    /** Tells whether the bytes are valid UTF-8: no overlong forms, no surrogates, nothing cut off. */
    static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}

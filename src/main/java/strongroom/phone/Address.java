package strongroom.phone;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a URL of a user becomes in an app. */
sealed interface Address {

    /** The app would send its request there. */
    record Found(Target target) implements Address {}

    /** The app could not use it. */
    record Wrong(String why) implements Address {}

    /**
     * Puts an address together.
     *
     * @param authority host and port as they stand between the two slashes and the path
     */
    static Address of(boolean tls, String authority, String path) {
        if (authority.indexOf('@') >= 0) {
            return new Wrong("a login belongs into its own fields, not into the URL");
        }
        int bracket = authority.lastIndexOf(']');
        int colon = authority.indexOf(':', Math.max(bracket, 0));
        String host = host(colon < 0 ? authority : authority.substring(0, colon));
        int port = port(tls, colon < 0 ? "" : authority.substring(colon + 1));
        if (host == null) {
            return new Wrong("the URL has no usable host name");
        }
        if (port < 1) {
            return new Wrong("the URL has no usable port");
        }
        return new Found(new Target(tls, host, port, path));
    }

    /** Percent-encodes what may not stand in a URL; what is encoded already stays. */
    static String encode(String text, String alsoEncoded) {
        StringBuilder encoded = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point > ' ' && point < 0x7F && alsoEncoded.indexOf(point) < 0) {
                encoded.appendCodePoint(point);
                return;
            }
            for (byte each : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
            }
        });
        return encoded.toString();
    }

    private static @Nullable String host(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            String address = text.substring(1, text.length() - 1);
            return address.matches("[0-9A-Fa-f:.]+") ? address : null;
        }
        try {
            String ascii = IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            return ascii.matches("[a-z0-9._-]+") ? ascii : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static int port(boolean tls, String digits) {
        if (digits.isEmpty()) {
            return tls ? 443 : 80;
        }
        if (!digits.matches("[0-9]{1,5}")) {
            return -1;
        }
        int port = Integer.parseInt(digits);
        return port <= 65_535 ? port : -1;
    }
}

package strongroom.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Something that must be found nowhere.
 *
 * @param forms the bytes that it could turn up as: raw, base64 in all three positions, hex in both cases, as part of a URL
 */
record Canary(String name, List<byte[]> forms) {

    private static final int BASE64_GROUP = 4;

    Canary {
        forms = List.copyOf(forms);
    }

    /** A password, alone and within the login that it is sent in. */
    static Canary password(String name, String user, String password) {
        List<byte[]> forms = formsOf(password.getBytes(UTF_8));
        forms.addAll(formsOf((user + ":" + password).getBytes(UTF_8)));
        return new Canary(name, forms);
    }

    static Canary text(String name, String text) {
        return new Canary(name, formsOf(text.getBytes(UTF_8)));
    }

    /** A backup ID: the digits in lower, upper and mixed case, and the bytes that they stand for. */
    static Canary id(String name, String hex) {
        List<byte[]> forms = formsOf(hex.getBytes(UTF_8));
        forms.addAll(formsOf(hex.toUpperCase(Locale.ROOT).getBytes(UTF_8)));
        String mixed = hex.substring(0, 32).toUpperCase(Locale.ROOT) + hex.substring(32);
        forms.addAll(formsOf(mixed.getBytes(UTF_8)));
        forms.addAll(formsOf(HexFormat.of().parseHex(hex)));
        return new Canary(name, forms);
    }

    boolean isIn(String bytesAsLatin1) {
        return forms.stream().anyMatch(form -> bytesAsLatin1.contains(new String(form, ISO_8859_1)));
    }

    private static List<byte[]> formsOf(byte[] raw) {
        List<byte[]> forms = new ArrayList<>();
        forms.add(raw);
        for (int before = 0; before < 3; before++) {
            forms.add(base64(raw, before));
        }
        forms.add(HexFormat.of().formatHex(raw).getBytes(UTF_8));
        forms.add(HexFormat.of().withUpperCase().formatHex(raw).getBytes(UTF_8));
        forms.add(URLEncoder.encode(new String(raw, ISO_8859_1), ISO_8859_1).getBytes(UTF_8));
        return forms;
    }

    /** What is the same in the base64 of every text in which that many bytes more than a multiple of three come before. */
    private static byte[] base64(byte[] raw, int before) {
        byte[] shifted = new byte[before + raw.length];
        System.arraycopy(raw, 0, shifted, before, raw.length);
        String encoded = Base64.getEncoder().encodeToString(shifted);
        return encoded.substring(
                        before == 0 ? 0 : BASE64_GROUP, encoded.length() / BASE64_GROUP * BASE64_GROUP - BASE64_GROUP)
                .getBytes(UTF_8);
    }
}

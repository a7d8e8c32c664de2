package strongroom.credential;

import java.util.random.RandomGenerator;

/**
 * A password drawn by the server, to be shown once.
 *
 * <p>Shape: seven groups of four characters with hyphens between, lower-case letters and digits without those that look alike
 * ({@code i l o 0 1}), so 138 bits. It is plain ASCII, which every app sends in the same bytes.
 */
public final class GeneratedPassword {

    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 7;
    private static final int GROUP_LENGTH = 4;

    private final String text;

    private GeneratedPassword(String text) {
        this.text = text;
    }

    /** Draws a password from the given source, which must be cryptographically strong. */
    public static GeneratedPassword draw(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
            if (i > 0 && i % GROUP_LENGTH == 0) {
                text.append('-');
            }
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new GeneratedPassword(text.toString());
    }

    /** Returns the text for the one place where it is shown or written. */
    public String reveal() {
        return text;
    }

    /** Returns it as a password to be hashed. */
    public Password password() {
        return Password.of(text);
    }

    @Override
    public String toString() {
        return "GeneratedPassword[hidden]";
    }
}

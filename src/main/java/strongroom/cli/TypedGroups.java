package strongroom.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Two groups of a key, as somebody types them: on one line or on two. Never kept, never shown. */
final class TypedGroups {

    /** Two groups of eight, however they are written. */
    private static final int DIGITS = 16;

    private final BufferedReader input;

    TypedGroups(InputStream input) {
        this.input = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    /** Reads until both groups can be there or nothing more comes. */
    String next() {
        try {
            StringBuilder typed = new StringBuilder();
            String line;
            while (typed.chars().filter(Character::isLetterOrDigit).count() < DIGITS
                    && (line = input.readLine()) != null) {
                typed.append(line).append(' ');
            }
            return typed.toString();
        } catch (IOException failure) {
            throw new UncheckedIOException("standard input cannot be read", failure);
        }
    }
}

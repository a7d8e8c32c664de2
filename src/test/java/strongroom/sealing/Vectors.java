package strongroom.sealing;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Properties;

/** The files of stored formats, which stay for ever; they were written by another program in another language. */
final class Vectors {

    private final Properties values = new Properties();

    Vectors(String name) {
        try {
            values.load(new StringReader(new String(file(name), StandardCharsets.US_ASCII)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static byte[] file(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/strongroom/sealing/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    byte[] bytes(String name) {
        return HexFormat.of().parseHex(text(name));
    }

    RandomKey key(String name) {
        return RandomKey.of(bytes(name));
    }

    long number(String name) {
        return Long.parseLong(text(name));
    }

    String text(String name) {
        return Objects.requireNonNull(values.getProperty(name), name);
    }
}

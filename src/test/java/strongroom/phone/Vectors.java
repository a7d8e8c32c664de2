package strongroom.phone;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Properties;

/** Test vectors that lie as files beside the tests. */
final class Vectors {

    private Vectors() {}

    static String text(String name) {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Properties properties(String name) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    static byte[] hex(Properties properties, String name) {
        return HexFormat.of().parseHex(Objects.requireNonNull(properties.getProperty(name), name));
    }
}

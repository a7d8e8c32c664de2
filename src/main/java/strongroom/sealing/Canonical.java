package strongroom.sealing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An encoding that only the same facts share: every part stands behind its length (4 bytes, big-endian), so that no byte can move
 * from one part into the next. Numbers are 8 bytes, big-endian; what is absent has length 0. Not thread-safe.
 */
final class Canonical {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    /** Begins with a label, so that no encoding stands in for one of another kind. */
    Canonical(String label) {
        text(label);
    }

    Canonical text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    Canonical number(long number) {
        return bytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    Canonical absent() {
        return bytes(new byte[0]);
    }

    Canonical bytes(byte[] bytes) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
        return this;
    }

    byte[] encoded() {
        return out.toByteArray();
    }
}

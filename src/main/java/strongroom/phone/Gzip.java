package strongroom.phone;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Gzip as the apps use it: written without compression, read with any, and never beyond a bound. */
final class Gzip {

    private Gzip() {}

    /**
     * Wraps the bytes in stored blocks: the apps have not compressed since October 2022, because lengths of compressed plaintexts
     * tell something of their contents (safe-protocol 5).
     */
    static byte[] store(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length + plain.length / 1024 + 64);
        try (OutputStream gzip = new Stored(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot refuse a write", e);
        }
        return packed.toByteArray();
    }

    /**
     * Unpacks at most one byte more than {@code maxBytes}, so that the caller can tell "exactly the bound" from "beyond it".
     *
     * @return null if this is not whole and correct gzip
     */
    static byte @Nullable [] unpack(byte[] packed, int maxBytes) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed), 16 * 1024)) {
            return gzip.readNBytes(maxBytes + 1);
        } catch (IOException e) {
            return null;
        }
    }

    private static final class Stored extends GZIPOutputStream {

        Stored(OutputStream out) throws IOException {
            super(out, 16 * 1024);
            def.setLevel(Deflater.NO_COMPRESSION);
        }
    }
}

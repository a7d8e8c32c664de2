package strongroom.phone;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import strongroom.phone.PhoneResult.Reason;

/** The lines and bytes of an answer, with a bound on lines and a reason for every failure. For one thread. */
final class WireInput {

    private final InputStream in;
    private int lineBytesLeft;

    WireInput(InputStream in) {
        this.in = new BufferedInputStream(in, 16 * 1024);
    }

    /** Sets how many bytes the lines from here on may have together. */
    void allowLines(int bytes) {
        lineBytesLeft = bytes;
    }

    /** Reads a line that ends with CR and LF, without them. {@code atEnd} is the reason if there is nothing before the end. */
    String line(Reason atEnd) throws WireException {
        byte[] line = new byte[128];
        for (int length = 0; ; length++) {
            int next = next();
            if (next < 0) {
                throw new WireException(length == 0 ? atEnd : Reason.ANSWER_CUT);
            }
            if (--lineBytesLeft < 0) {
                throw new WireException(Reason.ANSWER_GARBLED);
            }
            if (next == '\n') {
                if (length == 0 || line[length - 1] != '\r') {
                    throw new WireException(Reason.ANSWER_GARBLED);
                }
                return new String(line, 0, length - 1, StandardCharsets.ISO_8859_1);
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length] = (byte) next;
        }
    }

    /** Reads so many bytes, or fewer if the connection ends before. */
    byte[] bytes(int count) throws WireException {
        try {
            return in.readNBytes(count);
        } catch (IOException e) {
            throw failure(e, Reason.ANSWER_CUT);
        }
    }

    private int next() throws WireException {
        try {
            return in.read();
        } catch (IOException e) {
            throw failure(e, Reason.CONNECTION_LOST);
        }
    }

    private static WireException failure(IOException cause, Reason otherwise) {
        return new WireException(cause instanceof SocketTimeoutException ? Reason.ANSWER_TIMED_OUT : otherwise, cause);
    }
}

package strongroom.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import strongroom.message.MessageCode;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;

/** Files of device managers and the cockpit. */
final class PolicyFiles {

    private static final int MOST_BYTES = 64 << 20;

    private PolicyFiles() {}

    /**
     * Reads a file.
     *
     * @throws Refusal if it is not there, cannot be read or is larger than any export
     */
    static byte[] read(Path file, String user) {
        if (Files.isDirectory(file)) {
            throw Refusal.failed(PolicyCode.POLICY_FILE_IS_DIRECTORY, file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw Refusal.failed(PolicyCode.POLICY_FILE_TOO_LARGE, file);
            }
            return bytes;
        } catch (NoSuchFileException missing) {
            throw Refusal.failed(MessageCode.FILE_MISSING, file);
        } catch (IOException unreadable) {
            throw Refusal.failed(MessageCode.FILE_UNREADABLE, file, user);
        }
    }
}

package strongroom.phone;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.SCrypt;
import strongroom.backup.BackupId;

/**
 * What Threema ID and Safe password become: the name of the backup and the key it is encrypted with.
 *
 * <p>Immutable. A secret: {@link #toString} shows nothing.
 */
public final class SafeKey {

    private static final int COST = 65_536;
    private static final int BLOCK_SIZE = 8;
    private static final int PARALLELIZATION = 1;
    private static final int KEY_BYTES = 32;

    private final BackupId backupId;
    private final byte[] encryptionKey;

    private SafeKey(BackupId backupId, byte[] encryptionKey) {
        this.backupId = backupId;
        this.encryptionKey = encryptionKey;
    }

    /**
     * Derives the key; takes a fifth of a second and 64 MiB of heap, by design of scrypt.
     *
     * <p>The password goes in as UTF-8 without any Unicode normalisation, as in both apps (safe-protocol 5).
     */
    public static SafeKey derive(ThreemaId identity, String password) {
        byte[] master = SCrypt.generate(
                password.getBytes(StandardCharsets.UTF_8),
                identity.value().getBytes(StandardCharsets.US_ASCII),
                COST,
                BLOCK_SIZE,
                PARALLELIZATION,
                BackupId.BYTES + KEY_BYTES);
        BackupId id = BackupId.of(Arrays.copyOf(master, BackupId.BYTES));
        return new SafeKey(id, Arrays.copyOfRange(master, BackupId.BYTES, master.length));
    }

    /** Returns the name under which the backup lies on a server. */
    public BackupId backupId() {
        return backupId;
    }

    byte[] encryptionKey() {
        return encryptionKey.clone();
    }

    @Override
    public String toString() {
        return "SafeKey[hidden]";
    }
}

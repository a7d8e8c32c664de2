package strongroom.sealing;

import java.nio.charset.StandardCharsets;
import strongroom.backup.BackupId;

/** What is derived from one generation of a tenant's key. Thread-safe. */
final class GenerationKeys {

    private final int generation;
    private final RandomKey lookupKey;
    private final RandomKey wrappingRoot;
    private final RowMac rowMac;

    GenerationKeys(int generation, RandomKey tenantKey) {
        this.generation = generation;
        this.lookupKey = derive(tenantKey, "strongroom/v1/lookup");
        this.wrappingRoot = derive(tenantKey, "strongroom/v1/wrap");
        this.rowMac = new RowMac(generation, derive(tenantKey, "strongroom/v1/row"));
    }

    int generation() {
        return generation;
    }

    /** What the store knows a backup ID by. */
    Digest lookup(BackupId id) {
        return Digest.of(Hashes.hmac(lookupKey, id.bytes()));
    }

    /** The key of one backup: neither the store nor the tenant's key alone yields it, it needs the ID. */
    RandomKey wrappingKey(BackupId id) {
        return Hashes.hkdf(wrappingRoot.forHmac(), id.bytes());
    }

    RowMac rowMac() {
        return rowMac;
    }

    private static RandomKey derive(RandomKey tenantKey, String label) {
        return Hashes.hkdf(tenantKey.forHmac(), label.getBytes(StandardCharsets.US_ASCII));
    }
}

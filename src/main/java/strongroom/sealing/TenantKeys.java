package strongroom.sealing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import strongroom.account.TenantId;
import strongroom.audit.ChainKey;
import strongroom.backup.StoreUnavailable;
import strongroom.sealing.KeyringFile.ReadOutcome;
import strongroom.sealing.WrappedKey.Purpose;

/**
 * The random keys of the store, unwrapped and kept in memory. Thread-safe.
 *
 * <p>They are looked at again whenever the wrapped keys' revision moves. One that is wrapped by a key the keyring lacks makes the
 * keyring's file be read again, at most once a second; meanwhile everything that was unwrapped before stays in use, so a rotation by
 * another process interrupts nothing.
 */
public final class TenantKeys {

    private static final Logger LOG = LoggerFactory.getLogger(TenantKeys.class);

    private static final long READ_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final WrappedKeys wrappedKeys;
    private final Supplier<ReadOutcome> keyringFile;
    private final LongSupplier nanos;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile OpenKeys open;
    private volatile @Nullable Long lastRead;
    private volatile @Nullable ReadOutcome lastFailure;

    /**
     * Unwraps what the keyring opens.
     *
     * @param keyring as the file was read at the start
     * @param keyringFile reads the file again
     * @param nanos monotonic time
     * @throws StoreUnavailable if the wrapped keys cannot be read
     */
    public TenantKeys(WrappedKeys wrappedKeys, Keyring keyring, Supplier<ReadOutcome> keyringFile, LongSupplier nanos) {
        this.wrappedKeys = wrappedKeys;
        this.keyringFile = keyringFile;
        this.nanos = nanos;
        this.open = OpenKeys.none(keyring);
        reload();
    }

    /** Returns the key that chains the audit log; it throws {@link StoreUnavailable} when it is used and cannot be unwrapped. */
    public ChainKey auditKey() {
        return message -> Hashes.hmac(auditKeyItself(), message);
    }

    /**
     * Returns the 32 bytes that passwords are keyed with, a fresh array each time.
     *
     * @throws StoreUnavailable if they cannot be unwrapped
     */
    public byte[] pepper() {
        return single(Purpose.PEPPER).bytes();
    }

    /**
     * Returns the 32 bytes that other kept secrets are encrypted with, a fresh array each time.
     *
     * @throws StoreUnavailable if they cannot be unwrapped
     */
    public byte[] secretsKey() {
        return single(Purpose.SECRETS).bytes();
    }

    /** Returns the keyring as last read; its newest key wraps what is new. */
    public Keyring keyring() {
        return current().keyring();
    }

    /** Returns the fingerprints of keys that wrapped keys name and the keyring lacks, sorted; empty when all is well. */
    public List<String> lacking() {
        return current().lacking();
    }

    /**
     * Returns the generations of a tenant's key, newest first; none if the tenant is removed.
     *
     * @throws StoreUnavailable if one of them cannot be unwrapped: without it an absence could not be told
     */
    List<GenerationKeys> of(TenantId tenant) {
        OpenKeys now = current();
        if (now.isShut(tenant)) {
            throw new StoreUnavailable("a key of tenant " + tenant + " cannot be unwrapped");
        }
        return now.of(tenant);
    }

    /** Returns those generations of a tenant's key that can be unwrapped, newest first. */
    List<GenerationKeys> ofIfOpen(TenantId tenant) {
        return current().of(tenant);
    }

    /**
     * Looks at the wrapped keys again, whatever their revision says: the number may lag behind a change by another process.
     *
     * @throws StoreUnavailable if they cannot be read
     */
    void reload() {
        loading.lock();
        try {
            OpenKeys before = open;
            // The number first: a change between the two reads is then seen once more, not missed.
            long revision = wrappedKeys.revision();
            List<WrappedKey> all = wrappedKeys.all();
            OpenKeys after = before.with(revision, all, before.keyring());
            if (!after.lacking().isEmpty() && isReadDue()) {
                after = after.with(revision, all, keyringAgain(before.keyring()));
            }
            open = after;
        } finally {
            loading.unlock();
        }
    }

    private OpenKeys current() {
        OpenKeys now = open;
        if (wrappedKeys.revision() == now.revision() && (now.lacking().isEmpty() || !isReadDue())) {
            return now;
        }
        reload();
        return open;
    }

    /** Never changes once it is there, and is asked for by the store's own writer, which must not wait for the store's readers. */
    private RandomKey auditKeyItself() {
        RandomKey known = open.single(Purpose.AUDIT);
        return known == null ? single(Purpose.AUDIT) : known;
    }

    private RandomKey single(Purpose purpose) {
        RandomKey key = current().single(purpose);
        if (key == null) {
            throw new StoreUnavailable("the store's key for " + purpose + " is missing or cannot be unwrapped");
        }
        return key;
    }

    private boolean isReadDue() {
        Long last = lastRead;
        return last == null || nanos.getAsLong() - last >= READ_AGAIN_NANOS;
    }

    private Keyring keyringAgain(Keyring before) {
        lastRead = nanos.getAsLong();
        return switch (keyringFile.get()) {
            case ReadOutcome.Read(Keyring keyring) -> keyring;
            case ReadOutcome.Missing missing -> kept(before, missing);
            case ReadOutcome.Unreadable unreadable -> kept(before, unreadable);
            case ReadOutcome.Exposed exposed -> kept(before, exposed);
            case ReadOutcome.Malformed malformed -> kept(before, malformed);
        };
    }

    private Keyring kept(Keyring before, ReadOutcome why) {
        if (!why.equals(lastFailure)) {
            LOG.warn("the keyring's file could not be read again, the keys known so far stay in use: {}", why);
            lastFailure = why;
        }
        return before;
    }
}

package strongroom.sealing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import strongroom.account.TenantId;

/**
 * A random key as it lies in the database: wrapped by a key of the keyring.
 *
 * <p>Immutable; equality is by content.
 */
public final class WrappedKey {

    private final Purpose purpose;
    private final @Nullable TenantId tenant;
    private final int generation;
    private final String keyringId;
    private final byte[] wrapped;

    /**
     * Takes its parts; the bytes are copied.
     *
     * @param tenant whose key it is, null for all purposes but {@link Purpose#TENANT}
     * @param generation from 1 upwards
     * @param keyringId the keyring's key that wraps it
     */
    public WrappedKey(Purpose purpose, @Nullable TenantId tenant, int generation, String keyringId, byte[] wrapped) {
        if ((purpose == Purpose.TENANT) != (tenant != null)) {
            throw new IllegalArgumentException("a tenant's key, and no other, names its tenant");
        }
        this.purpose = purpose;
        this.tenant = tenant;
        this.generation = generation;
        this.keyringId = keyringId;
        this.wrapped = wrapped.clone();
    }

    /** What a wrapped key is for. */
    public enum Purpose {
        /** Lookups and blobs of one tenant. */
        TENANT,
        /** The chain of the audit log. */
        AUDIT,
        /** What passwords are keyed with before they are hashed, and sources before they are kept. */
        PEPPER,
        /** Other secrets that are kept, such as a Work API key. */
        SECRETS
    }

    public Purpose purpose() {
        return purpose;
    }

    public @Nullable TenantId tenant() {
        return tenant;
    }

    public int generation() {
        return generation;
    }

    public String keyringId() {
        return keyringId;
    }

    /** Returns the wrapped bytes, a fresh array each time. */
    public byte[] wrapped() {
        return wrapped.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WrappedKey key
                && purpose == key.purpose
                && java.util.Objects.equals(tenant, key.tenant)
                && generation == key.generation
                && keyringId.equals(key.keyringId)
                && Arrays.equals(wrapped, key.wrapped);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(wrapped);
    }

    @Override
    public String toString() {
        return "WrappedKey[" + purpose + ", generation " + generation + ", under " + keyringId + "]";
    }
}

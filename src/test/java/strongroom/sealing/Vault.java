package strongroom.sealing;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.backup.BackupId;
import strongroom.backup.BackupStore.DeleteOutcome;
import strongroom.backup.BackupStore.FindOutcome;
import strongroom.backup.BackupStore.PutOutcome;
import strongroom.backup.BackupStore.Upload;
import strongroom.backup.Ciphertext;
import strongroom.backup.Handle;

/** A sealed store in memory with one keyring and two tenants, and a clock that tests move. */
public final class Vault {

    static final Instant START = Instant.parse("2026-11-23T04:00:00Z");

    final SecureRandom random = new SecureRandom();
    final Wrapping wrapping = new Wrapping(random);
    final KeyRotation rotation = new KeyRotation(wrapping);
    final TenantId tenant = TenantId.random(random);
    final TenantId other = TenantId.random(random);
    final AccountId account = AccountId.random(random);
    final InMemoryWrappedKeys wrappedKeys = new InMemoryWrappedKeys();
    final InMemorySealedRows rows = new InMemorySealedRows(wrappedKeys::newestGeneration);
    final TenantKeys keys;
    final SealedBackups backups;
    Keyring file;
    Instant now = START;
    long nanos;

    /** Makes a vault whose moves happen at once. */
    public Vault() {
        this(Runnable::run);
    }

    Vault(Executor background) {
        file = Keyring.of(KeyringKey.draw(START, random));
        List<WrappedKey> drawn = new ArrayList<>(wrapping.drawAll(tenant, file));
        drawn.add(wrapping.drawTenantKey(other, 1, file));
        wrappedKeys.set(drawn);
        keys = new TenantKeys(wrappedKeys, file, () -> new KeyringFile.ReadOutcome.Read(file), () -> nanos);
        backups = new SealedBackups(rows, keys, () -> now, random, background);
    }

    /** The store that the vault is. */
    public SealedBackups backups() {
        return backups;
    }

    /** What lies in it. */
    public InMemorySealedRows rows() {
        return rows;
    }

    /** A tenant of it. */
    public TenantId tenant() {
        return tenant;
    }

    static BackupId id(int number) {
        return Objects.requireNonNull(BackupId.parse(HexFormat.of()
                .formatHex(Hashes.sha256(("backup ID " + number).getBytes(java.nio.charset.StandardCharsets.UTF_8)))));
    }

    static Ciphertext text(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return Ciphertext.owning(bytes);
    }

    PutOutcome put(BackupId id, Ciphertext text) {
        return put(tenant, account, id, text);
    }

    PutOutcome put(TenantId owner, @Nullable AccountId by, BackupId id, Ciphertext text) {
        return backups.put(new Upload(owner, by, id, text, null));
    }

    FindOutcome find(BackupId id) {
        return backups.find(tenant, id);
    }

    DeleteOutcome delete(BackupId id) {
        return backups.delete(tenant, account, id);
    }

    SealedRow row(BackupId id) {
        SealedRows.Head head = Objects.requireNonNull(rows.head(tenant, new BackupKeys(keys.of(tenant), id).lookups()));
        return head.row();
    }

    Handle handle(BackupId id) {
        return row(id).place().handle();
    }

    byte[] bytes(SealedRow row) {
        return Objects.requireNonNull(rows.bytes(row.place()));
    }

    void rotateTenantKey() {
        wrappedKeys.add(rotation.nextGeneration(tenant, wrappedKeys.all(), file));
    }

    void rotateKeyring() {
        file = file.with(KeyringKey.draw(now, random));
        switch (rotation.rewrap(wrappedKeys.all(), file)) {
            case KeyRotation.Rewrap.Rewrapped(List<WrappedKey> after) -> wrappedKeys.set(after);
            case KeyRotation.Rewrap.LacksKey lacks -> throw new AssertionError(lacks);
            case KeyRotation.Rewrap.Damaged damaged -> throw new AssertionError(damaged);
        }
    }
}

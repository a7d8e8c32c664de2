package strongroom.phone;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import strongroom.backup.BackupId;
import strongroom.backup.Ciphertext;

/**
 * A phone with the Threema app, seen from a Safe server.
 *
 * <p>Every errand blocks, for as long as the app would wait. What the app expects to go wrong is a case of the result; nothing is
 * thrown for it. Thread-safe: a phone has no state between errands.
 */
public sealed interface Phone permits AndroidPhone, IPhone {

    /**
     * Asks for the configuration, as "test server" in the app does.
     *
     * @param id whose shard to ask; null before an identity is known
     */
    PhoneResult.Test test(SafeServer server, @Nullable BackupId id);

    /** Asks for the configuration and, if the app finds the blob small enough, uploads it. */
    PhoneResult.Upload upload(SafeServer server, BackupId id, Ciphertext blob);

    /**
     * Downloads, in the order and with the login that the app uses when it restores.
     *
     * @param safePassword what the user typed as the password of the backup; only the iPhone app 7.2 uses it here, wrongly, as the
     *     password of the server
     */
    PhoneResult.Download download(SafeServer server, BackupId id, String safePassword);

    /** Deletes, as the app does when the user switches Safe off. */
    PhoneResult.Deletion delete(SafeServer server, BackupId id);

    /** Makes up a backup that this app could have written; the same random numbers give the same bytes. */
    SafeBackup makeUp(SafeBackup.Contents contents, RandomGenerator random);

    /**
     * Derives the key, packs, encrypts and uploads.
     *
     * @param random gives the nonce, so it must be cryptographically strong
     */
    default PhoneResult.Upload backup(SafeServer server, Owner owner, SafeBackup backup, RandomGenerator random) {
        SafeKey key = owner.key();
        return upload(server, key.backupId(), new SafeBox(key).seal(backup, random));
    }

    /** Derives the key, downloads, decrypts and unpacks. */
    default PhoneResult.Restore restore(SafeServer server, Owner owner) {
        SafeKey key = owner.key();
        return switch (download(server, key.backupId(), owner.password())) {
            case PhoneResult.Downloaded(Ciphertext blob, PhoneResult.@Nullable Failure configFailure) ->
                switch (new SafeBox(key).open(blob)) {
                    case SafeBox.Opening.Opened(SafeBackup backup) -> new PhoneResult.Restored(backup, configFailure);
                    case SafeBox.Opening other -> new PhoneResult.Unopened(other);
                };
            case PhoneResult.NoBackup none -> none;
            case PhoneResult.TooShort tooShort -> tooShort;
            case PhoneResult.Failure failure -> failure;
        };
    }

    /** Identity and password of a backup, as the user types them. {@link #toString} shows neither. */
    record Owner(ThreemaId identity, String password) {

        /** Derives the key: a fifth of a second and 64 MiB. */
        public SafeKey key() {
            return SafeKey.derive(identity, password);
        }

        @Override
        public String toString() {
            return "Owner[hidden]";
        }
    }
}

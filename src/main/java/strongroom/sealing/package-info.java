/**
 * Hides IDs and blobs from whoever holds the disk: turns a backup ID into a keyed lookup, seals the blob under a key that needs the
 * ID, binds each to its tenant, handle and revision, and moves rows to the newest tenant key as they pass.
 *
 * <p>The only package that knows keys. {@link strongroom.sealing.SealedBackups} is a {@link strongroom.backup.BackupStore} around the
 * port {@link strongroom.sealing.SealedRows}, which sees nothing but lookups and sealed bytes. Start reading at
 * {@link strongroom.sealing.Keyring}, then {@code GenerationKeys}: what is derived from what.
 */
@NullMarked
package strongroom.sealing;

import org.jspecify.annotations.NullMarked;

package strongroom.account;

/**
 * What {@code /config} announces to phones.
 *
 * <p>Shape: retentionDays 2 to 2147483647 (C-08), maxBackupBytes 40 to 15728640; both are plain integers on the wire.
 *
 * @param retentionDays how many days after its last upload a backup is promised to be kept
 * @param maxBackupBytes the largest body an upload may have, inclusive
 */
public record Announcement(int retentionDays, long maxBackupBytes) {

    /** The values shipped: 180 days, 2 MiB (safe-protocol 4.3). */
    public static final Announcement DEFAULT = new Announcement(180, 2_097_152);

    /** A quarter of the byte budget at the default heap, which one account may hold: a larger one would never be taken. */
    public static final long MOST_BACKUP_BYTES = 15_728_640;

    public Announcement {
        if (retentionDays < 2) {
            throw new IllegalArgumentException("retention-days is 2 or more");
        }
        if (maxBackupBytes < 40 || maxBackupBytes > MOST_BACKUP_BYTES) {
            throw new IllegalArgumentException("max-backup-bytes is 40 to " + MOST_BACKUP_BYTES);
        }
    }
}

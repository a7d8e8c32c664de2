package strongroom.account;

/**
 * How long things are kept beyond what was announced; all in days of the retention clock.
 *
 * @param graceDays kept after the announced days, at least {@value #LEAST_GRACE_DAYS}, because the iPhone app renews only after
 *     the full retention (safe-protocol 0.2)
 * @param trashDays kept in the trash, 0 purges at the next sweep
 * @param versions how many replaced blobs are kept besides the live one, 0 switches versions off
 * @param versionDays for how long each of them is kept
 */
public record Keeping(int graceDays, int trashDays, int versions, int versionDays) {

    /** The least grace that may be set. */
    public static final int LEAST_GRACE_DAYS = 30;

    /** 60 days of grace, 30 in the trash, 3 versions for 7 days. */
    public static final Keeping DEFAULT = new Keeping(60, 30, 3, 7);

    public Keeping {
        if (graceDays < LEAST_GRACE_DAYS) {
            throw new IllegalArgumentException("grace-days is 30 or more");
        }
        if (trashDays < 0 || versions < 0 || versionDays < 0) {
            throw new IllegalArgumentException("trash-days, versions and version-days are 0 or more");
        }
    }
}

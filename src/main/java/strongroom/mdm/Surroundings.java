package strongroom.mdm;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a server knows beside the parameters, which some warnings need. */
public record Surroundings(Server server, Phones phones) {

    /**
     * The server on which the backups lie.
     *
     * @param url what phones are given, null if that is not known
     */
    public record Server(@Nullable String url, Logins logins, Keeping keeping) {}

    /**
     * For what the server wants a login.
     *
     * @param locksOut whether an account is shut after few failures
     */
    public record Logins(boolean forUploads, boolean forRestore, boolean locksOut) {}

    /**
     * How long and how much the server keeps.
     *
     * @param retentionDays announced
     * @param keptDays how long a backup is really kept after its upload
     * @param maxBackupBytes announced
     * @param largestBackup bytes of the largest live backup, 0 if there is none
     */
    public record Keeping(int retentionDays, int keptDays, long maxBackupBytes, long largestBackup) {}

    /**
     * The phones that the policy is for.
     *
     * @param seen the platforms that were seen; both as long as nothing is known
     * @param backups whether there is a live backup of theirs
     */
    public record Phones(Set<Platform> seen, Account account, Backups backups) {
        public Phones {
            seen = Set.copyOf(seen);
        }
    }

    /**
     * The login that they have.
     *
     * @param isShared whether several people have the same one
     * @param isWithdrawn whether it is closed
     */
    public record Account(boolean isShared, boolean isWithdrawn) {}

    /**
     * What was seen of their backups.
     *
     * @param isSetUp whether a phone of theirs uses Safe already, so that it has passed its set-up
     * @param isLive whether there is a live backup
     * @param isNewerThanPolicy whether something was uploaded after the ID to restore was set
     */
    public record Backups(boolean isSetUp, boolean isLive, boolean isNewerThanPolicy) {}
}

package strongroom.restore;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.backup.Handle;
import strongroom.mdm.Parameter;
import strongroom.mdm.Platform;
import strongroom.mdm.Warning;

/**
 * A line of the list of mdm-policy 7.4, by the point it belongs to, 1 to 9, and what it means for the restore. None holds a password or a
 * backup ID.
 */
public sealed interface Finding {

    /** Returns the point of the list, 1 to 9. */
    default int point() {
        return switch (this) {
            case OfPolicy found -> found.point;
            case OfTyped found -> 1;
            case OfSettings found -> 2;
            case OfBackup found -> 3;
            case OfAge found -> 4;
            case OfServer found -> 5;
            case OfContent found -> 6;
            case OfReading found -> 7;
            case OldPhone found -> 8;
            case Afterwards found -> 9;
        };
    }

    /** Returns what it means. */
    State state();

    /**
     * What the checks of policies find in all that the phone will be given.
     *
     * @param point 1 if it is about identity or password
     */
    record OfPolicy(
            int point,
            Warning warning,
            Set<Platform> platforms,
            @Nullable Parameter parameter) implements Finding {

        public OfPolicy {
            platforms = Set.copyOf(platforms);
        }

        @Override
        public State state() {
            return switch (warning.severity()) {
                case BLOCK -> State.STOPS;
                case WARN, INFORM -> State.WARNING;
            };
        }
    }

    /** Identity and password have the form that both apps take. */
    record OfTyped(boolean hasPassword, State state) implements Finding {}

    /** What the parameters come to. */
    sealed interface OfSettings extends Finding {}

    record SettingsRight(State state) implements OfSettings {}

    /** Nobody here knows what else the phone is given. */
    record SettingsUnknown(State state) implements OfSettings {}

    /** The policy names another ID, and its value wins. */
    record OtherIdentity(State state) implements OfSettings {}

    /** Whether there is a backup to be restored. */
    sealed interface OfBackup extends Finding {}

    record Stored(Kept kept, State state) implements OfBackup {}

    /** The listener serves it; {@code bytes} is null if it did not say how many. */
    record Served(@Nullable Long bytes, State state) implements OfBackup {}

    record NotStored(String tenant, State state) implements OfBackup {}

    record NotServed(State state) implements OfBackup {}

    /** It is live in the store, and the listener says that there is none. */
    record Withheld(Handle handle, State state) implements OfBackup {}

    /** The listener serves it, and this store has none: another server, or another tenant. */
    record ServedElsewhere(String tenant, State state) implements OfBackup {}

    /** {@code purged} is null while it is held. */
    record Trashed(Handle handle, Instant since, @Nullable Instant purged, State state) implements OfBackup {}

    record Damaged(Handle handle, State state) implements OfBackup {}

    record TooLarge(long bytes, long limit, State state) implements OfBackup {}

    record TooShort(long bytes, State state) implements OfBackup {}

    record Ending(Handle handle, Instant ends, State state) implements OfBackup {}

    record Expired(Handle handle, Instant ended, State state) implements OfBackup {}

    record EndUnknown(State state) implements OfBackup {}

    /** Neither the store nor the listener could be asked. */
    record NobodyKnows(State state) implements OfBackup {}

    record OfAnother(String owner, String account, State state) implements OfBackup {}

    record AccountHas(String account, int live, Instant newest, State state) implements OfBackup {}

    record AccountHasNone(String account, int trashed, State state) implements OfBackup {}

    /** How old it is. */
    sealed interface OfAge extends Finding {}

    record Fresh(Instant uploaded, State state) implements OfAge {}

    record Old(Instant uploaded, long days, State state) implements OfAge {}

    record AgeUnknown(State state) implements OfAge {}

    /** Whether the listener takes the phone's URL and login. */
    sealed interface OfServer extends Finding {}

    record LoginTaken(String url, State state) implements OfServer {}

    record NoLoginWanted(String url, State state) implements OfServer {}

    record LoginRefused(String url, State state) implements OfServer {}

    record LoginMissing(String url, State state) implements OfServer {}

    record Refused(String url, int status, State state) implements OfServer {}

    record Busy(String url, int status, State state) implements OfServer {}

    record Redirected(String url, int status, State state) implements OfServer {}

    record NoSafeServer(String url, State state) implements OfServer {}

    record Unreachable(String url, String reason, State state) implements OfServer {}

    record UrlUnusable(String url, String why, State state) implements OfServer {}

    record NotAsked(State state) implements OfServer {}

    /** Another URL was asked than the phone is given. */
    record UrlDiffers(String asked, String given, State state) implements OfServer {}

    /** Whether it can be decrypted. */
    sealed interface OfContent extends Finding {}

    record Opened(int contacts, int groups, State state) implements OfContent {}

    record NotOpened(State state) implements OfContent {}

    /** Only the user knows the password. */
    record NotOpenable(State state) implements OfContent {}

    /** The tag does not fit: another password or ID, or other bytes. */
    record KeyWrong(State state) implements OfContent {}

    /** The key fits, and what is inside is no backup. */
    record Broken(State state) implements OfContent {}

    record OtherVersion(int version, State state) implements OfContent {}

    record PrivateKeyMissing(State state) implements OfContent {}

    record NotDownloaded(State state) implements OfContent {}

    /** Whether reading needs a login, which current iPhones cannot give. */
    sealed interface OfReading extends Finding {}

    record ReadingOpen(State state) implements OfReading {}

    record ReadingNeedsLogin(State state) implements OfReading {}

    record ReadingUnknown(State state) implements OfReading {}

    /** That the old phone is out of use, and the licence free. */
    record OldPhone(State state) implements Finding {}

    /** What is left to do once the phone is back; {@code account} is null if it is not known. */
    record Afterwards(@Nullable String account, State state) implements Finding {}
}

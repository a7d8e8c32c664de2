package strongroom.restore;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.backup.BackupId;
import strongroom.mdm.Platform;
import strongroom.phone.AndroidPhone;
import strongroom.phone.IPhone;
import strongroom.phone.Pace;
import strongroom.phone.Phone;
import strongroom.phone.PhoneResult;
import strongroom.phone.PhoneResult.Step;
import strongroom.phone.SafeServer;

/**
 * Asks a Safe server in requests as phones make them; nothing but the backup ID and the login of the server goes over the wire. It asks first
 * without the login whether there is a backup, as phones may where reading is open. Blocks as long as phones would wait. Thread-safe.
 */
public final class ServerProbe {

    private final AndroidPhone android = new AndroidPhone(AndroidPhone.Version.V6_2);
    private final IPhone iphone = new IPhone(IPhone.Version.V7_2, Pace.UNBROKEN);

    /**
     * Asks for the configuration, as each of the platforms does, and for the backup.
     *
     * @param id null if it is not known
     */
    public ServerAnswer ask(SafeServer server, Set<Platform> platforms, @Nullable BackupId id) {
        PhoneResult.Test config = config(server, platforms, id);
        boolean isLoggedIn = server.login() != null;
        if (id == null || !isUnderstood(config)) {
            return new ServerAnswer(server.url(), isLoggedIn, config, null, null);
        }
        PhoneResult.Look look = look(new SafeServer(server.url(), null, server.trust()), id);
        boolean needsLogin = look instanceof PhoneResult.Refused refused && refused.status() == 401;
        return needsLogin
                ? new ServerAnswer(server.url(), isLoggedIn, config, isLoggedIn ? look(server, id) : look, true)
                : new ServerAnswer(server.url(), isLoggedIn, config, look, isAnswered(look) ? false : null);
    }

    /** Downloads and decrypts, in memory alone; the server takes it for a restore and notes it. */
    public PhoneResult.Restore open(SafeServer server, Phone.Owner owner) {
        return android.restore(server, owner);
    }

    private PhoneResult.Test config(SafeServer server, Set<Platform> platforms, @Nullable BackupId id) {
        PhoneResult.Test first = android.test(server, id);
        // An iPhone logs in only after the right challenge, which a proxy may lose.
        return first instanceof PhoneResult.Announced && platforms.contains(Platform.IOS)
                ? iphone.test(server, id)
                : first;
    }

    private PhoneResult.Look look(SafeServer server, BackupId id) {
        PhoneResult.Look look = android.look(server, id);
        return look instanceof PhoneResult.Refused(Step step, int status) && (status == 405 || status == 501)
                ? seen(android.download(server, id, ""))
                : look;
    }

    private static PhoneResult.Look seen(PhoneResult.Download download) {
        return switch (download) {
            case PhoneResult.Downloaded downloaded ->
                new PhoneResult.Present((long) downloaded.blob().length());
            case PhoneResult.TooShort(int bytes) -> new PhoneResult.Present((long) bytes);
            case PhoneResult.NoBackup none -> none;
            case PhoneResult.Failure failure -> failure;
        };
    }

    /** What answers nonsense to the one question has nothing to say to the other. */
    private static boolean isUnderstood(PhoneResult.Test config) {
        return switch (config) {
            case PhoneResult.Announced announced -> true;
            case PhoneResult.Refused(Step step, int status) -> status == 401 || status == 403;
            case PhoneResult.BadUrl url -> false;
            case PhoneResult.MalformedConfig malformed -> false;
            case PhoneResult.Redirected redirected -> false;
            case PhoneResult.Unreachable unreachable -> false;
        };
    }

    private static boolean isAnswered(PhoneResult.Look look) {
        return look instanceof PhoneResult.Present || look instanceof PhoneResult.NoBackup;
    }
}

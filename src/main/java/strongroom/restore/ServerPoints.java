package strongroom.restore;

import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Platform;
import strongroom.phone.PhoneResult;
import strongroom.phone.PhoneResult.Reason;
import strongroom.phone.PhoneResult.Step;
import strongroom.phone.SafeBackup;
import strongroom.phone.SafeBox.Opening;

/** Points 5 to 7: whether the server takes the phone's login, whether the backup opens, and whether an iPhone can read it. */
final class ServerPoints {

    /** The only form there is: Android takes none above it, the iPhone no other (safe-protocol 5). */
    private static final int VERSION = 1;

    private ServerPoints() {}

    static void add(RestoreCase found, List<Finding> findings) {
        ServerAnswer server = found.server();
        findings.add(server == null ? new Finding.NotAsked(State.CONFIRM) : login(server));
        String given = found.settings().url();
        if (server != null && given != null && !given.equals(server.url())) {
            findings.add(new Finding.UrlDiffers(shown(server.url()), shown(given), State.WARNING));
        }
        findings.add(found.isOfUser() ? new Finding.NotOpenable(State.CONFIRM) : content(found.opened()));
        findings.add(reading(found));
    }

    /** Both apps take a login in a URL, and what is in one is a secret. */
    private static String shown(String url) {
        return url.replaceFirst("//[^/]*@", "//…@");
    }

    private static Finding login(ServerAnswer server) {
        String url = shown(server.url());
        return switch (server.config()) {
            case PhoneResult.Announced announced ->
                server.isLoggedIn() ? new Finding.LoginTaken(url, State.OK) : new Finding.NoLoginWanted(url, State.OK);
            case PhoneResult.Refused(Step step, int status) -> refused(server, status);
            case PhoneResult.Redirected(Step step, int status) -> new Finding.Redirected(url, status, State.STOPS);
            case PhoneResult.MalformedConfig malformed -> new Finding.NoSafeServer(url, State.STOPS);
            case PhoneResult.BadUrl(String why) -> new Finding.UrlUnusable(url, why, State.STOPS);
            // A phone may reach it all the same, over another network.
            case PhoneResult.Unreachable(Step step, Reason reason) ->
                new Finding.Unreachable(url, reason.sentence(), State.WARNING);
        };
    }

    private static Finding refused(ServerAnswer server, int status) {
        String url = shown(server.url());
        if (status == 401) {
            return server.isLoggedIn()
                    ? new Finding.LoginRefused(url, State.STOPS)
                    : new Finding.LoginMissing(url, State.STOPS);
        }
        return status == 429 || status >= 500
                ? new Finding.Busy(url, status, State.WARNING)
                : new Finding.Refused(url, status, State.STOPS);
    }

    private static Finding content(PhoneResult.@Nullable Restore opened) {
        return switch (opened) {
            case null -> new Finding.NotOpened(State.CONFIRM);
            case PhoneResult.Restored restored -> content(restored.backup());
            case PhoneResult.Unopened(Opening why) -> content(why);
            case PhoneResult.TooShort tooShort -> new Finding.Broken(State.STOPS);
            case PhoneResult.NoBackup none -> new Finding.NotDownloaded(State.STOPS);
            case PhoneResult.Failure failure -> new Finding.NotDownloaded(State.STOPS);
        };
    }

    private static Finding content(Opening opening) {
        return switch (opening) {
            case Opening.Opened(SafeBackup backup) -> content(backup);
            case Opening.WrongKeyOrTampered wrong -> new Finding.KeyWrong(State.STOPS);
            case Opening.NotGzip broken -> new Finding.Broken(State.STOPS);
            case Opening.NotJson broken -> new Finding.Broken(State.STOPS);
            case Opening.TooLarge broken -> new Finding.Broken(State.STOPS);
        };
    }

    private static Finding content(SafeBackup backup) {
        if (backup.version() != VERSION) {
            return new Finding.OtherVersion(backup.version(), State.STOPS);
        }
        if (!backup.hasPrivateKey()) {
            return new Finding.PrivateKeyMissing(State.STOPS);
        }
        SafeBackup.Summary summary = backup.summary();
        return new Finding.Opened(summary.contacts(), summary.groups(), State.OK);
    }

    private static Finding reading(RestoreCase found) {
        Boolean needsLogin = needsLogin(found);
        if (needsLogin == null) {
            return new Finding.ReadingUnknown(State.CONFIRM);
        }
        if (!needsLogin) {
            return new Finding.ReadingOpen(State.OK);
        }
        return new Finding.ReadingNeedsLogin(found.platforms().contains(Platform.IOS) ? State.STOPS : State.OK);
    }

    /** What the phone would meet counts; what the store says, if nobody could see it. */
    private static @Nullable Boolean needsLogin(RestoreCase found) {
        ServerAnswer server = found.server();
        Boolean seen = server == null ? null : server.readsNeedLogin();
        StoreFacts facts = found.facts();
        if (seen != null || facts == null) {
            return seen;
        }
        return facts.readsNeedLogin();
    }
}

package strongroom.phone;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import strongroom.backup.BackupId;
import strongroom.backup.Ciphertext;
import strongroom.phone.PhoneResult.Announced;
import strongroom.phone.PhoneResult.Failure;
import strongroom.phone.PhoneResult.Step;

/**
 * The iPhone app (safe-protocol 2.3): every request first without a login and with its whole body, then again on a new connection;
 * an upload must be smaller than the announced size.
 *
 * <p>In which bytes iOS sends a login that is not ASCII is not known; UTF-8 is assumed.
 */
public final class IPhone implements Phone {

    /** Which app; they differ in the password with which a restore answers a challenge. */
    public enum Version {
        /** 7.2: the password of the backup goes out as the password of the server (safe-protocol 0.1). */
        V7_2,
        /** Up to 7.1: the password of the server. */
        V7_1
    }

    private final Version version;
    private final Pace pace;
    private final Timeouts timeouts;

    public IPhone(Version version, Pace pace) {
        this(version, pace, Timeouts.IPHONE);
    }

    IPhone(Version version, Pace pace, Timeouts timeouts) {
        this.version = version;
        this.pace = pace;
        this.timeouts = timeouts;
    }

    @Override
    public PhoneResult.Test test(SafeServer server, @Nullable BackupId id) {
        return switch (IosAddress.resolve(server.url(), "config")) {
            case Address.Wrong(String why) -> new PhoneResult.BadUrl(why);
            case Address.Found(Target target) -> {
                Request request = new Request("GET", target, headers(target, "application/json", null), null);
                yield switch (exchange(server, request, typedLogin(server))) {
                    case Reply.Lost lost -> lost.at(Step.CONFIG);
                    case Reply.Answered(Answer answer) when !answer.isSuccess() -> Refusals.of(Step.CONFIG, answer);
                    case Reply.Answered(Answer answer) -> announced(answer);
                };
            }
        };
    }

    private static PhoneResult.Test announced(Answer answer) {
        Announced config = ConfigText.iphone(answer.body());
        return config == null ? new PhoneResult.MalformedConfig() : config;
    }

    @Override
    public PhoneResult.Upload upload(SafeServer server, BackupId id, Ciphertext blob) {
        return switch (test(server, id)) {
            case Announced config
            when blob.length() >= config.maxBackupBytes() ->
                new PhoneResult.TooLarge(blob.length(), config.maxBackupBytes());
            case Announced config -> put(server, id, blob, config);
            case Failure failure -> failure;
        };
    }

    private PhoneResult.Upload put(SafeServer server, BackupId id, Ciphertext blob, Announced config) {
        return switch (backupAddress(server, id)) {
            case Address.Wrong(String why) -> new PhoneResult.BadUrl(why);
            case Address.Found(Target target) -> {
                Request request = new Request("PUT", target, headers(target, "*/*", blob), blob);
                yield switch (exchange(server, request, typedLogin(server))) {
                    case Reply.Lost lost -> lost.at(Step.BACKUP);
                    case Reply.Answered(Answer answer)
                    when answer.isSuccess() -> new PhoneResult.Uploaded(answer.status(), blob.length(), config);
                    case Reply.Answered(Answer answer) -> Refusals.of(Step.BACKUP, answer);
                };
            }
        };
    }

    @Override
    public PhoneResult.Download download(SafeServer server, BackupId id, String safePassword) {
        return switch (backupAddress(server, id)) {
            case Address.Wrong(String why) -> new PhoneResult.BadUrl(why);
            case Address.Found(Target target) -> {
                Request request = new Request("GET", target, headers(target, "application/octet-stream", null), null);
                yield switch (exchange(server, request, restoreLogin(server, safePassword))) {
                    case Reply.Lost lost -> lost.at(Step.BACKUP);
                    case Reply.Answered(Answer answer) when answer.status() == 404 -> new PhoneResult.NoBackup();
                    case Reply.Answered(Answer answer) when !answer.isSuccess() -> Refusals.of(Step.BACKUP, answer);
                    case Reply.Answered(Answer answer)
                    when answer.body().length < Ciphertext.MIN_BYTES -> new PhoneResult.TooShort(answer.body().length);
                    case Reply.Answered(Answer answer) ->
                        new PhoneResult.Downloaded(Ciphertext.owning(answer.body()), null);
                };
            }
        };
    }

    @Override
    public PhoneResult.Deletion delete(SafeServer server, BackupId id) {
        return switch (backupAddress(server, id)) {
            case Address.Wrong(String why) -> new PhoneResult.BadUrl(why);
            case Address.Found(Target target) -> {
                Request request = new Request("DELETE", target, headers(target, "*/*", null), null);
                yield switch (exchange(server, request, typedLogin(server))) {
                    case Reply.Lost lost -> lost.at(Step.BACKUP);
                    case Reply.Answered(Answer answer)
                    when answer.isSuccess() -> new PhoneResult.Deleted(answer.status());
                    case Reply.Answered(Answer answer) when answer.status() == 404 -> new PhoneResult.NoBackup();
                    case Reply.Answered(Answer answer) -> Refusals.of(Step.BACKUP, answer);
                };
            }
        };
    }

    @Override
    public SafeBackup makeUp(SafeBackup.Contents contents, RandomGenerator random) {
        return new ExampleBackup(ExampleBackup.Dialect.IPHONE, contents, random).make();
    }

    private Reply exchange(SafeServer server, Request request, SafeServer.Login login) {
        return new IosMessenger(server.trust(), timeouts, pace)
                .exchange(request, BasicLogin.header(login, StandardCharsets.UTF_8));
    }

    /** Empty fields are empty texts, not nothing, so a challenge is answered even then (safe-protocol 1.2). */
    private static SafeServer.Login typedLogin(SafeServer server) {
        SafeServer.Login login = server.login();
        return login == null ? new SafeServer.Login("", "") : login;
    }

    private SafeServer.Login restoreLogin(SafeServer server, String safePassword) {
        SafeServer.Login typed = typedLogin(server);
        return switch (version) {
            case V7_2 -> new SafeServer.Login(typed.user(), safePassword);
            case V7_1 -> typed;
        };
    }

    private static Address backupAddress(SafeServer server, BackupId id) {
        return IosAddress.resolve(server.url(), "backups/" + id.toPathSegment());
    }

    /** What the app sets and what the system adds; a DELETE has neither type nor length. */
    private static List<Header> headers(Target target, String accept, @Nullable Ciphertext body) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Host", target.authority()));
        if (body != null) {
            headers.add(new Header("Content-Type", "application/octet-stream"));
        }
        headers.add(new Header("Connection", "keep-alive"));
        headers.add(new Header("Accept", accept));
        headers.add(new Header("User-Agent", "Threema"));
        if (body != null) {
            headers.add(new Header("Content-Length", Integer.toString(body.length())));
        }
        headers.add(new Header("Accept-Language", "de-CH,de;q=0.9"));
        headers.add(new Header("Accept-Encoding", "gzip, deflate, br"));
        headers.add(new Header("Cache-Control", "no-cache"));
        headers.add(new Header("Pragma", "no-cache"));
        return headers;
    }
}

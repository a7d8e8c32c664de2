package strongroom.phone;

import java.nio.charset.Charset;
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
 * The Android app (safe-protocol 2.1, 2.2 and 9a): login in the first request, one connection per errand, configuration before
 * every upload and after every download, an upload of exactly the allowed size goes through.
 */
public final class AndroidPhone implements Phone {

    /** Which app; they differ in the bytes of the login and in what counts as success. */
    public enum Version {
        /** 6.2 and later, with OkHttp: the login in ISO-8859-1 (what it lacks becomes {@code ?}), any 2xx is success. */
        V6_2,
        /** Up to 6.1: the login in UTF-8, success is exactly 200, for PUT and DELETE also 201 and 204. */
        V6_1
    }

    private final Version version;
    private final Timeouts timeouts;

    public AndroidPhone(Version version) {
        this(version, Timeouts.ANDROID);
    }

    AndroidPhone(Version version, Timeouts timeouts) {
        this.version = version;
        this.timeouts = timeouts;
    }

    @Override
    public PhoneResult.Test test(SafeServer server, @Nullable BackupId id) {
        try (AndroidMessenger messenger = new AndroidMessenger(server.trust(), timeouts)) {
            return config(messenger, server, id);
        }
    }

    @Override
    public PhoneResult.Upload upload(SafeServer server, BackupId id, Ciphertext blob) {
        try (AndroidMessenger messenger = new AndroidMessenger(server.trust(), timeouts)) {
            return switch (config(messenger, server, id)) {
                case Announced config
                when blob.length() > config.maxBackupBytes() ->
                    new PhoneResult.TooLarge(blob.length(), config.maxBackupBytes());
                case Announced config -> put(messenger, server, id, blob, config);
                case Failure failure -> failure;
            };
        }
    }

    @Override
    public PhoneResult.Download download(SafeServer server, BackupId id, String safePassword) {
        return switch (backupAddress(server, id)) {
            case Address.Wrong(String why) -> new PhoneResult.BadUrl(why);
            case Address.Found(Target target) -> {
                try (AndroidMessenger messenger = new AndroidMessenger(server.trust(), timeouts)) {
                    yield download(messenger, server, id, target);
                }
            }
        };
    }

    private PhoneResult.Download download(AndroidMessenger messenger, SafeServer server, BackupId id, Target target) {
        Request request = new Request("GET", target, headers(server, target, "application/octet-stream", null), null);
        return switch (messenger.exchange(request)) {
            case Reply.Lost lost -> lost.at(Step.BACKUP);
            case Reply.Answered(Answer answer) when answer.status() == 404 -> new PhoneResult.NoBackup();
            case Reply.Answered(Answer answer) when !isReadSuccess(answer) -> Refusals.of(Step.BACKUP, answer);
            case Reply.Answered(Answer answer)
            when answer.body().length < Ciphertext.MIN_BYTES -> new PhoneResult.TooShort(answer.body().length);
            case Reply.Answered(Answer answer) ->
                new PhoneResult.Downloaded(Ciphertext.owning(answer.body()), failureOf(config(messenger, server, id)));
        };
    }

    /**
     * Looks whether there is a backup, without downloading it, so that the server notes no restore. The app does not ask so; the desktop app
     * did (safe-protocol 2.4). A server that does not answer HEAD is a {@link PhoneResult.Refused} with 405 or 501.
     */
    public PhoneResult.Look look(SafeServer server, BackupId id) {
        return switch (backupAddress(server, id)) {
            case Address.Wrong(String why) -> new PhoneResult.BadUrl(why);
            case Address.Found(Target target) -> {
                List<Header> headers = headers(server, target, "application/octet-stream", null);
                try (AndroidMessenger messenger = new AndroidMessenger(server.trust(), timeouts)) {
                    yield switch (messenger.exchange(new Request("HEAD", target, headers, null))) {
                        case Reply.Lost lost -> lost.at(Step.BACKUP);
                        case Reply.Answered(Answer answer) when answer.status() == 404 -> new PhoneResult.NoBackup();
                        case Reply.Answered(Answer answer)
                        when isReadSuccess(answer) -> new PhoneResult.Present(length(answer));
                        case Reply.Answered(Answer answer) -> Refusals.of(Step.BACKUP, answer);
                    };
                }
            }
        };
    }

    private static @Nullable Long length(Answer answer) {
        List<String> lengths = answer.headers("Content-Length");
        return lengths.size() == 1 && lengths.getFirst().matches("[0-9]{1,18}")
                ? Long.valueOf(lengths.getFirst())
                : null;
    }

    @Override
    public PhoneResult.Deletion delete(SafeServer server, BackupId id) {
        return switch (backupAddress(server, id)) {
            case Address.Wrong(String why) -> new PhoneResult.BadUrl(why);
            case Address.Found(Target target) -> {
                Request request = new Request("DELETE", target, headers(server, target, null, 0), null);
                try (AndroidMessenger messenger = new AndroidMessenger(server.trust(), timeouts)) {
                    yield switch (messenger.exchange(request)) {
                        case Reply.Lost lost -> lost.at(Step.BACKUP);
                        case Reply.Answered(Answer answer)
                        when isWriteSuccess(answer) -> new PhoneResult.Deleted(answer.status());
                        case Reply.Answered(Answer answer) when answer.status() == 404 -> new PhoneResult.NoBackup();
                        case Reply.Answered(Answer answer) -> Refusals.of(Step.BACKUP, answer);
                    };
                }
            }
        };
    }

    @Override
    public SafeBackup makeUp(SafeBackup.Contents contents, RandomGenerator random) {
        return new ExampleBackup(ExampleBackup.Dialect.ANDROID, contents, random).make();
    }

    private PhoneResult.Test config(AndroidMessenger messenger, SafeServer server, @Nullable BackupId id) {
        return switch (AndroidAddress.resolve(server.url(), id, "config")) {
            case Address.Wrong(String why) -> new PhoneResult.BadUrl(why);
            case Address.Found(Target target) -> {
                Request request = new Request("GET", target, headers(server, target, "application/json", null), null);
                yield switch (messenger.exchange(request)) {
                    case Reply.Lost lost -> lost.at(Step.CONFIG);
                    case Reply.Answered(Answer answer) when !isReadSuccess(answer) -> Refusals.of(Step.CONFIG, answer);
                    case Reply.Answered(Answer answer) -> announced(answer);
                };
            }
        };
    }

    private PhoneResult.Test announced(Answer answer) {
        Announced config = switch (version) {
            case V6_2 -> ConfigText.android(answer.body());
            case V6_1 -> ConfigText.oldAndroid(answer.body());
        };
        return config == null ? new PhoneResult.MalformedConfig() : config;
    }

    private PhoneResult.Upload put(
            AndroidMessenger messenger, SafeServer server, BackupId id, Ciphertext blob, Announced config) {
        return switch (backupAddress(server, id)) {
            case Address.Wrong(String why) -> new PhoneResult.BadUrl(why);
            case Address.Found(Target target) -> {
                Request request = new Request("PUT", target, headers(server, target, null, blob.length()), blob);
                yield switch (messenger.exchange(request)) {
                    case Reply.Lost lost -> lost.at(Step.BACKUP);
                    case Reply.Answered(Answer answer)
                    when isWriteSuccess(answer) -> new PhoneResult.Uploaded(answer.status(), blob.length(), config);
                    case Reply.Answered(Answer answer) -> Refusals.of(Step.BACKUP, answer);
                };
            }
        };
    }

    private static Address backupAddress(SafeServer server, BackupId id) {
        return AndroidAddress.resolve(server.url(), id, "backups/" + id.toPathSegment());
    }

    private static @Nullable Failure failureOf(PhoneResult.Test config) {
        return switch (config) {
            case Announced announced -> null;
            case Failure failure -> failure;
        };
    }

    private boolean isReadSuccess(Answer answer) {
        return switch (version) {
            case V6_2 -> answer.isSuccess();
            case V6_1 -> answer.status() == 200;
        };
    }

    private boolean isWriteSuccess(Answer answer) {
        return switch (version) {
            case V6_2 -> answer.isSuccess();
            case V6_1 -> answer.status() == 200 || answer.status() == 201 || answer.status() == 204;
        };
    }

    /** In OkHttp's order: what the app sets, then what the library adds. */
    private List<Header> headers(
            SafeServer server, Target target, @Nullable String accept, @Nullable Integer contentLength) {
        List<Header> headers = new ArrayList<>();
        if (accept != null) {
            headers.add(new Header("Accept", accept));
        }
        headers.add(new Header("User-Agent", "Threema"));
        SafeServer.Login login = server.login();
        if (login != null && !login.user().isEmpty() && !login.password().isEmpty()) {
            headers.add(authorization(login));
        }
        if (contentLength != null) {
            if (contentLength > 0) {
                headers.add(new Header("Content-Type", "application/octet-stream"));
            }
            headers.add(new Header("Content-Length", contentLength.toString()));
        }
        headers.add(new Header("Host", target.authority()));
        headers.add(new Header("Connection", "Keep-Alive"));
        headers.add(new Header("Accept-Encoding", "gzip"));
        return headers;
    }

    private Header authorization(SafeServer.Login login) {
        Charset charset = switch (version) {
            case V6_2 -> StandardCharsets.ISO_8859_1;
            case V6_1 -> StandardCharsets.UTF_8;
        };
        return BasicLogin.header(login, charset);
    }
}

package strongroom.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.phone.AndroidPhone;
import strongroom.phone.IPhone;
import strongroom.phone.Pace;
import strongroom.phone.Phone;
import strongroom.phone.SafeServer;
import strongroom.phone.ThreemaId;

/** Which phone, which server, and what its user types. Secrets come from files, never from the command line. */
final class PhoneOptions {

    /** Which app. */
    enum Platform {
        ANDROID,
        IOS
    }

    @Option(names = "--platform", required = true, paramLabel = "android|ios", description = "which app")
    Platform platform = Platform.ANDROID;

    @Option(names = "--url", required = true, paramLabel = "URL", description = "the server, as typed into the app")
    String url = "";

    @Option(names = "--user", paramLabel = "U", description = "user name of the server")
    @Nullable String user;

    @Option(names = "--server-password-file", paramLabel = "F", description = "file with the password of the server")
    @Nullable Path serverPassword;

    @Option(names = "--identity", required = true, paramLabel = "ID", description = "the Threema ID")
    String identity = "";

    @Option(
            names = "--password-file",
            required = true,
            paramLabel = "F",
            description = "file with the password of the backup")
    Path password = Path.of("");

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "believe the certificates in this PEM file and no others, for test servers")
    @Nullable Path authorities;

    Phone phone() {
        return switch (platform) {
            case ANDROID -> new AndroidPhone(AndroidPhone.Version.V6_2);
            case IOS -> new IPhone(IPhone.Version.V7_2, Pace.UNBROKEN);
        };
    }

    SafeServer server() {
        SafeServer.Trust trust =
                authorities == null ? new SafeServer.Trust.JvmDefault() : new SafeServer.Trust.PemFile(authorities);
        if (user == null && serverPassword == null) {
            return new SafeServer(url, null, trust);
        }
        if (user == null || serverPassword == null) {
            throw Refusal.usage(MessageCode.OPTIONS_BELONG_TOGETHER, "--user", "--server-password-file");
        }
        return new SafeServer(url, new SafeServer.Login(user, PhoneFiles.secret(serverPassword)), trust);
    }

    Phone.Owner owner() {
        ThreemaId id = ThreemaId.parse(identity);
        if (id == null) {
            throw Refusal.usage(MessageCode.IDENTITY_MALFORMED, identity);
        }
        return new Phone.Owner(id, PhoneFiles.secret(password));
    }
}

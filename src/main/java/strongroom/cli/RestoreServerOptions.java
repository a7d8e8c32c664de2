package strongroom.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.phone.SafeServer;

/** Which server is asked as phones do, and with which login; what is not typed comes from the policy. */
final class RestoreServerOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "the server (default: what the policy or the tenant tells phones)")
    @Nullable String url;

    @Option(names = "--user", paramLabel = "U", description = "user name of the server (default: the policy's)")
    @Nullable String user;

    @Option(names = "--server-password-file", paramLabel = "F", description = "file with the password of the server")
    @Nullable Path password;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "believe the certificates in this PEM file and no others, for test servers")
    @Nullable Path authorities;

    /**
     * Returns the login that was typed; null if none was.
     *
     * @throws Refusal if it is half of one, or its file is not there
     */
    SafeServer.@Nullable Login login() {
        if (user == null && password == null) {
            return null;
        }
        if (user == null || password == null) {
            throw Refusal.usage(MessageCode.OPTIONS_BELONG_TOGETHER, "--user", "--server-password-file");
        }
        return new SafeServer.Login(user, PhoneFiles.secret(password));
    }

    SafeServer.Trust trust() {
        return authorities == null ? new SafeServer.Trust.JvmDefault() : new SafeServer.Trust.PemFile(authorities);
    }
}

package strongroom.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import strongroom.message.MessageCode;

/** What settings demand of each other. A setting that has no valid value of its own was complained about already and is skipped. */
final class CrossChecks {

    private CrossChecks() {}

    static void check(Values values, Complaints complaints) {
        Path certificate = values.find(Settings.TLS_CERTIFICATE);
        Path key = values.find(Settings.TLS_KEY);
        if (certificate != null && key == null) {
            complaints.add(MessageCode.SETTINGS_TLS_HALF, Settings.TLS_CERTIFICATE.key(), Settings.TLS_KEY.key());
        }
        if (certificate == null && key != null) {
            complaints.add(MessageCode.SETTINGS_TLS_HALF, Settings.TLS_KEY.key(), Settings.TLS_CERTIFICATE.key());
        }
        ListenAddress listen = values.find(Settings.LISTEN);
        ListenAddress adminListen = values.find(Settings.ADMIN_LISTEN);
        if (listen != null && listen.port() != 0 && listen.equals(adminListen)) {
            complaints.add(MessageCode.SETTINGS_SAME_ADDRESS, listen.toString());
        }
        if (Boolean.FALSE.equals(values.find(Settings.PLAIN_BEYOND_LOOPBACK))) {
            if (isBeyondLoopback(listen) && certificate == null && key == null) {
                complaints.add(MessageCode.SETTINGS_PLAIN_HTTP, String.valueOf(listen));
            }
            if (isBeyondLoopback(adminListen)) {
                complaints.add(MessageCode.SETTINGS_PLAIN_ADMIN, String.valueOf(adminListen));
            }
        }
    }

    private static boolean isBeyondLoopback(@Nullable ListenAddress address) {
        return address != null && !address.isLoopback();
    }
}

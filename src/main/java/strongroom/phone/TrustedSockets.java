package strongroom.phone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import strongroom.phone.PhoneResult.Reason;

/** Makes TLS sockets that believe what a {@link SafeServer.Trust} says. */
final class TrustedSockets {

    private TrustedSockets() {}

    static SSLSocketFactory of(SafeServer.Trust trust) throws WireException {
        return switch (trust) {
            case SafeServer.Trust.JvmDefault() -> jvmDefault();
            case SafeServer.Trust.PemFile(Path file) -> pem(file);
        };
    }

    private static SSLSocketFactory jvmDefault() throws WireException {
        try {
            return SSLContext.getDefault().getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new WireException(Reason.TRUST_UNREADABLE, new IOException(e));
        }
    }

    private static SSLSocketFactory pem(Path file) throws WireException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
            }
            if (trusted.size() == 0) {
                throw new WireException(Reason.TRUST_UNREADABLE);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new WireException(Reason.TRUST_UNREADABLE, new IOException(e));
        } catch (WireException e) {
            throw e;
        } catch (IOException e) {
            throw new WireException(Reason.TRUST_UNREADABLE, e);
        }
    }
}

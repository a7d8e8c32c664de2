package strongroom.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import strongroom.message.Refusal;

/**
 * TLS from PEM files that are picked up again when they change; connections stay open. A changed pair that cannot be used is
 * reported once and the old one kept. Thread-safe.
 */
final class ReloadingTls {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadingTls.class);
    private static final String[] SUITES = {
        "TLS_AES_128_GCM_SHA256",
        "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    };

    private final PemFiles files;
    private final InstantSource clock;
    private final SslContextFactory.Server ssl = new SslContextFactory.Server();
    private final ReentrantLock lock = new ReentrantLock();
    private String seen;

    /** @throws Refusal if the files cannot be used */
    ReloadingTls(PemFiles files, InstantSource clock) {
        this.files = files;
        this.clock = clock;
        this.seen = fingerprint();
        use(ssl, PemKeyPair.read(files, clock));
        ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        ssl.setExcludeCipherSuites();
        ssl.setIncludeCipherSuites(SUITES);
        ssl.setRenegotiationAllowed(false);
    }

    SslContextFactory.Server factory() {
        return ssl;
    }

    /** Takes the files over if they are not those seen last, and usable. */
    void reloadIfChanged() {
        lock.lock();
        try {
            String found = fingerprint();
            if (found.equals(seen)) {
                return;
            }
            seen = found;
            PemKeyPair pair = PemKeyPair.read(files, clock);
            ssl.reload(factory -> use(factory, pair));
            LOG.info("the certificate in {} is in use", files.chain());
        } catch (Refusal e) {
            LOG.error("the certificate was changed but cannot be used, so the old one is kept: {}", e.getMessage());
        } catch (Exception e) {
            // Declared by Jetty for whatever starting a context may throw.
            LOG.error("the certificate was changed but cannot be used, so the old one is kept", e);
        } finally {
            lock.unlock();
        }
    }

    private static void use(SslContextFactory factory, PemKeyPair pair) {
        factory.setKeyStore(pair.keyStore());
        factory.setKeyStorePassword("");
    }

    private String fingerprint() {
        return fingerprint(files.chain()) + " " + fingerprint(files.key());
    }

    private static String fingerprint(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() + ":" + attributes.size() + ":"
                    + attributes.lastModifiedTime().toMillis();
        } catch (IOException e) {
            return "unreadable";
        }
    }
}

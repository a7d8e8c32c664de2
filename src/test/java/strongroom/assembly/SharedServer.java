package strongroom.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import strongroom.web.PemFiles;
import strongroom.web.TestCertificate;

/** One {@link RunningServer} for all tests of a class, which therefore use a backup ID of their own each. */
public final class SharedServer implements BeforeAllCallback, AfterAllCallback {

    private final boolean isTls;
    private final Map<String, String> settings;
    private @Nullable Running running;

    private SharedServer(boolean isTls, Map<String, String> settings) {
        this.isTls = isTls;
        this.settings = Map.copyOf(settings);
    }

    private record Running(Path folder, @Nullable PemFiles certificate, RunningServer server) {}

    /** Speaks plain HTTP. */
    public static SharedServer plain() {
        return new SharedServer(false, Map.of());
    }

    /** Speaks plain HTTP, with further settings. */
    public static SharedServer plain(Map<String, String> settings) {
        return new SharedServer(false, settings);
    }

    /** Speaks TLS, with a certificate of its own for 127.0.0.1. */
    public static SharedServer tls() {
        return new SharedServer(true, Map.of());
    }

    /** The server. */
    public RunningServer server() {
        return now().server();
    }

    /** The certificate to be trusted, as a PEM file. */
    public Path certificate() {
        return Objects.requireNonNull(now().certificate(), "speaks plain HTTP").chain();
    }

    private Running now() {
        return Objects.requireNonNull(running, "runs only while the tests of the class run");
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Path folder = Files.createTempDirectory("strongroom-test");
        Map<String, String> all = new HashMap<>(settings);
        PemFiles certificate = isTls ? TestCertificate.make(folder, "EC").write(folder) : null;
        if (certificate != null) {
            all.putAll(RunningServer.tls(certificate));
        }
        running = new Running(folder, certificate, RunningServer.start(folder.resolve("data"), all));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        now().server().close();
        List<Path> files;
        try (Stream<Path> found = Files.walk(now().folder())) {
            files = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        running = null;
    }
}

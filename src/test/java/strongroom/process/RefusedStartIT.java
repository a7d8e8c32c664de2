package strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.web.PemFiles;
import strongroom.web.TestCertificate;

/** What keeps a server from starting is one line that says what and how to mend it, and an exit code. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RefusedStartIT {

    @TempDir
    private Path directory;

    @Test
    void a_second_server_on_one_directory() throws Exception {
        Path data = directory.resolve("data");
        try (ServerProcess first = ServerProcess.start(data, directory.resolve("log"), "128m", Map.of())) {
            assertThat(first.isAlive()).isTrue();

            assertRefused(1, "stop it first", "--data", data.toString());
        }
    }

    @Test
    void a_port_in_use() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(1, "choose another port with --listen", "--listen", "127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void broken_certificates_and_keys() throws Exception {
        PemFiles good = TestCertificate.make(directory, "EC").write(directory);
        String chain = good.chain().toString();
        String key = good.key().toString();
        Path junk = Files.writeString(directory.resolve("junk.pem"), "junk");
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path other = TestCertificate.make(elsewhere, "EC").write(elsewhere).key();
        Files.setPosixFilePermissions(junk, PosixFilePermissions.fromString("rw-------"));

        assertRefused(1, "holds no certificate", "--tls-cert", junk.toString(), "--tls-key", key);
        assertRefused(1, "holds no private key", "--tls-cert", chain, "--tls-key", junk.toString());
        assertRefused(1, "does not belong to the certificate", "--tls-cert", chain, "--tls-key", other.toString());
        assertRefused(2, "TLS needs both", "--tls-cert", chain);
        Files.setPosixFilePermissions(good.key(), PosixFilePermissions.fromString("rw-r--r--"));
        assertRefused(1, "chmod o-rwx", "--tls-cert", chain, "--tls-key", key);
    }

    @Test
    void an_expired_certificate() throws Exception {
        PemFiles old = TestCertificate.make(directory, "EC", "-startdate", "-30d", "-validity", "10")
                .write(directory);

        assertRefused(
                1,
                "renew it",
                "--tls-cert",
                old.chain().toString(),
                "--tls-key",
                old.key().toString());
    }

    @Test
    void settings_that_cannot_be() throws Exception {
        Path misspelt = Files.writeString(directory.resolve("strongroom.conf"), "listne = \"127.0.0.1:0\"\n");

        assertRefused(2, "strongroom.conf", "--config", misspelt.toString());
        assertRefused(2, "beyond this machine", "--listen", "0.0.0.0:0");
        assertRefused(1, "is not set up", "--existing");
        assertRefused(2, "--help", "--no-such-option");
    }

    private void assertRefused(int exit, String remedy, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                Objects.requireNonNull(System.getProperty("strongroom.jar"), "run by failsafe, after package"),
                "serve"));
        if (!List.of(arguments).contains("--data")) {
            command.addAll(List.of("--data", directory.resolve("refused").toString()));
        }
        if (!List.of(arguments).contains("--listen")) {
            command.addAll(List.of("--listen", "127.0.0.1:0"));
        }
        command.addAll(List.of("--admin-listen", "127.0.0.1:0"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isEqualTo(exit);
        assertThat(said.lines()).as(said).hasSize(1);
        assertThat(said).contains(remedy);
    }
}

package strongroom.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.phone.RecordingServer.challenge;
import static strongroom.phone.RecordingServer.config;
import static strongroom.phone.RecordingServer.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.backup.BackupId;
import strongroom.backup.Ciphertext;
import strongroom.phone.PhoneResult.Announced;
import strongroom.phone.PhoneResult.Reason;
import strongroom.phone.PhoneResult.Step;
import strongroom.phone.RecordingServer.Reaction;
import strongroom.phone.RecordingServer.Seen;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TlsPhoneTest {

    private static final BackupId ID = Objects.requireNonNull(BackupId.parse("06".repeat(32)));
    private static final SafeServer.Login LOGIN = new SafeServer.Login("us", "pass");
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    private final Phone android = new AndroidPhone(AndroidPhone.Version.V6_2);
    private final Phone iphone = new IPhone(IPhone.Version.V7_2, Pace.MOBILE);

    @TempDir
    Path directory;

    @Test
    void both_phones_upload_to_a_server_whose_certificate_is_in_the_pem_file() throws Exception {
        Ciphertext blob = blob(512 * 1024);
        try (RecordingServer server = tls("ip:127.0.0.1")) {
            SafeServer trusted = new SafeServer(server.url(), LOGIN, new SafeServer.Trust.PemFile(pem()));

            PhoneResult uploaded = new PhoneResult.Uploaded(201, blob.length(), new Announced(2_097_152, 180));
            assertThat(android.upload(trusted, ID, blob)).isEqualTo(uploaded);
            assertThat(iphone.upload(trusted, ID, blob)).isEqualTo(uploaded);
            assertThat(server.connectionsSeen()).containsExactly(1, 1, 2, 3, 4, 5);
        }
    }

    @Test
    void a_certificate_that_java_does_not_know_is_not_trusted() throws Exception {
        try (RecordingServer server = tls("ip:127.0.0.1")) {
            SafeServer untrusted = new SafeServer(server.url(), LOGIN, new SafeServer.Trust.JvmDefault());

            assertThat(android.test(untrusted, ID)).isEqualTo(unreachable(Reason.CERTIFICATE_NOT_TRUSTED));
            assertThat(iphone.test(untrusted, ID)).isEqualTo(unreachable(Reason.CERTIFICATE_NOT_TRUSTED));
            assertThat(server.seen()).isEmpty();
        }
    }

    @Test
    void a_certificate_for_another_name_is_not_trusted() throws Exception {
        try (RecordingServer server = tls("dns:other.example")) {
            SafeServer misnamed = new SafeServer(server.url(), LOGIN, new SafeServer.Trust.PemFile(pem()));

            assertThat(android.test(misnamed, ID)).isEqualTo(unreachable(Reason.CERTIFICATE_NOT_TRUSTED));
            assertThat(server.seen()).isEmpty();
        }
    }

    @Test
    void a_pem_file_that_is_missing_empty_or_broken_is_told() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty"), "");
        Path broken = Files.writeString(
                directory.resolve("broken"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        try (RecordingServer server = tls("ip:127.0.0.1")) {
            for (Path file : new Path[] {empty, broken, directory.resolve("missing")}) {
                SafeServer unreadable = new SafeServer(server.url(), LOGIN, new SafeServer.Trust.PemFile(file));
                assertThat(iphone.test(unreadable, ID)).isEqualTo(unreachable(Reason.TRUST_UNREADABLE));
            }
        }
    }

    @Test
    void a_port_that_does_not_speak_tls_is_told() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> greetAndWait(listener));
            SafeServer plain = new SafeServer(
                    "https://127.0.0.1:" + listener.getLocalPort(), LOGIN, new SafeServer.Trust.JvmDefault());

            assertThat(android.test(plain, ID)).isEqualTo(unreachable(Reason.TLS_FAILED));
        }
    }

    private static void greetAndWait(ServerSocket listener) {
        try (Socket socket = listener.accept();
                InputStream in = socket.getInputStream()) {
            socket.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII));
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The client gave up, as it should.
            return;
        }
    }

    private static PhoneResult.Unreachable unreachable(Reason reason) {
        return new PhoneResult.Unreachable(Step.CONFIG, reason);
    }

    private static Reaction answer(Seen request) {
        if (!request.hasLogin()) {
            return challenge();
        }
        return request.line().startsWith("GET") ? config(2_097_152) : status(201);
    }

    /** A server with a certificate of its own for one name, made by the JDK's keytool. */
    private RecordingServer tls(String subjectAlternativeName) throws Exception {
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "san=" + subjectAlternativeName,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(STORE_PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keyStore(), STORE_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        ServerSocket listener =
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        return RecordingServer.tls(listener, TlsPhoneTest::answer);
    }

    private KeyStore keyStore() throws Exception {
        try (InputStream in = Files.newInputStream(directory.resolve("store.p12"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, STORE_PASSWORD);
            return store;
        }
    }

    private Path pem() throws Exception {
        byte[] der = keyStore().getCertificate("mykey").getEncoded();
        return Files.writeString(
                directory.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END CERTIFICATE-----\n");
    }

    private static Ciphertext blob(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Ciphertext.owning(bytes);
    }
}

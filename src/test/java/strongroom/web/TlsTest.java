package strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class TlsTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void every_kind_of_key_serves_http_1_and_http_2_by_alpn(String algorithm) throws Exception {
        PemFiles files = TestCertificate.make(directory, algorithm).write(directory);
        try (HttpServer server = start(files);
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(RawHttp.trustingAnyone())
                        .build();
                RawHttp http = new RawHttp(server)) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(server.url() + "/config")).build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(server.url()).startsWith("https://127.0.0.1:");
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body()).isEqualTo("{}");
            assertThat(answer.headers().firstValue("content-length")).hasValue("2");
            assertThat(http.get("/config").status()).isEqualTo(200);
        }
    }

    @Test
    void pkcs1_and_sec1_keys_are_read_with_and_without_parameters() throws Exception {
        TestCertificate rsa = TestCertificate.make(directory, "RSA");
        assertUsable(rsa, TestCertificate.pem("RSA PRIVATE KEY", innerKey(rsa)));

        TestCertificate ec = TestCertificate.make(directory, "EC", "-groupname", "secp256r1");
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(ec.key().getEncoded());
        byte[] withParameters = new ECPrivateKey(
                        256,
                        ECPrivateKey.getInstance(info.parsePrivateKey()).getKey(),
                        info.getPrivateKeyAlgorithm().getParameters())
                .getEncoded(ASN1Encoding.DER);
        String alone = TestCertificate.pem("EC PRIVATE KEY", withParameters);
        assertUsable(ec, alone);
        assertUsable(
                ec,
                TestCertificate.pem(
                                "EC PARAMETERS",
                                info.getPrivateKeyAlgorithm()
                                        .getParameters()
                                        .toASN1Primitive()
                                        .getEncoded())
                        + alone);
    }

    @Test
    void a_sec1_key_without_parameters_takes_its_curve_from_the_certificate() throws Exception {
        TestCertificate ec = TestCertificate.make(directory, "EC");

        assertUsable(ec, TestCertificate.pem("EC PRIVATE KEY", innerKey(ec)));
    }

    private static byte[] innerKey(TestCertificate certificate) throws Exception {
        return PrivateKeyInfo.getInstance(certificate.key().getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded(ASN1Encoding.DER);
    }

    private void assertUsable(TestCertificate certificate, String keyPem) throws Exception {
        PemFiles files = certificate.write(directory);
        Files.writeString(files.key(), keyPem);

        assertThat(PemKeyPair.read(files, InstantSource.system()).keyStore().containsAlias("server"))
                .isTrue();
    }

    @Test
    void what_is_wrong_with_the_files_is_one_sentence_with_file_and_remedy() throws Exception {
        TestCertificate one = TestCertificate.make(directory, "EC");
        PemFiles files = one.write(directory);

        Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r--r--"));
        assertBroken(files, MessageCode.PEM_KEY_EXPOSED);
        Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r-----"));
        Files.writeString(files.key(), TestCertificate.make(directory, "EC").keyPem());
        assertBroken(files, MessageCode.TLS_PAIR_MISMATCH);
        Files.writeString(files.key(), TestCertificate.make(directory, "RSA").keyPem());
        assertBroken(files, MessageCode.TLS_PAIR_MISMATCH);
        Files.writeString(
                files.key(), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----");
        assertBroken(files, MessageCode.PEM_KEY_ENCRYPTED);
        Files.writeString(files.key(), TestCertificate.pem("PRIVATE KEY", new byte[] {1, 2, 3}));
        assertBroken(files, MessageCode.PEM_WITHOUT_KEY);
        Files.writeString(files.key(), "nothing");
        assertBroken(files, MessageCode.PEM_WITHOUT_KEY);
        Files.writeString(files.key(), one.keyPem());
        Files.writeString(files.chain(), "nothing");
        assertBroken(files, MessageCode.PEM_WITHOUT_CERTIFICATE);
        Files.writeString(files.chain(), TestCertificate.pem("CERTIFICATE", new byte[] {1, 2, 3}));
        assertBroken(files, MessageCode.PEM_WITHOUT_CERTIFICATE);
        Files.delete(files.chain());
        assertBroken(files, MessageCode.FILE_MISSING);
    }

    @Test
    void an_expired_certificate_and_one_of_the_future_are_refused() throws Exception {
        PemFiles files =
                TestCertificate.make(directory, "EC", "-validity", "10").write(directory);
        X509Certificate certificate =
                TestCertificate.make(directory, "EC", "-validity", "10").certificate();
        InstantSource later =
                InstantSource.fixed(certificate.getNotAfter().toInstant().plus(Duration.ofDays(1)));
        InstantSource earlier =
                InstantSource.fixed(certificate.getNotBefore().toInstant().minus(Duration.ofDays(1)));

        assertThatThrownBy(() -> PemKeyPair.read(files, later))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(MessageCode.CERTIFICATE_EXPIRED.toString());
        assertThatThrownBy(() -> PemKeyPair.read(files, earlier))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(MessageCode.CERTIFICATE_NOT_YET_VALID.toString());
    }

    private static void assertBroken(PemFiles files, MessageCode code) {
        assertThatThrownBy(() -> PemKeyPair.read(files, InstantSource.system()))
                .isInstanceOf(Refusal.class)
                .hasNoCause()
                .hasMessageContaining(code + " ");
    }

    @Test
    void a_new_certificate_is_picked_up_while_connections_stay_open_and_a_broken_one_is_not() throws Exception {
        TestCertificate first = TestCertificate.make(directory, "EC");
        TestCertificate second = TestCertificate.make(directory, "RSA");
        PemFiles files = first.write(directory);
        try (HttpServer server = start(files);
                RawHttp old = new RawHttp(server)) {
            assertThat(old.get("/config").status()).isEqualTo(200);

            Files.writeString(files.chain(), second.certificatePem());
            server.reloadCertificateIfChanged();
            assertThat(served(server)).as("the key is still the old one").isEqualTo(first.certificate());
            Files.writeString(files.key(), second.keyPem());
            server.reloadCertificateIfChanged();

            assertThat(served(server)).isEqualTo(second.certificate());
            assertThat(old.get("/config").status()).isEqualTo(200);
        }
    }

    @Test
    void the_name_in_the_handshake_does_not_matter_and_old_protocols_are_refused() throws Exception {
        PemFiles files = TestCertificate.make(directory, "EC").write(directory);
        try (HttpServer server = start(files);
                SSLSocket socket = connect(server)) {
            var parameters = socket.getSSLParameters();
            parameters.setServerNames(java.util.List.of(new javax.net.ssl.SNIHostName("another.example")));
            socket.setSSLParameters(parameters);
            assertThat(new RawHttp(socket).get("/config").status()).isEqualTo(200);
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");

            try (SSLSocket weak = connect(server)) {
                weak.setEnabledProtocols(new String[] {"TLSv1.2"});
                weak.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
                assertThatThrownBy(weak::startHandshake).isInstanceOf(javax.net.ssl.SSLException.class);
            }
        }
    }

    private static X509Certificate served(HttpServer server) throws Exception {
        try (SSLSocket socket = connect(server)) {
            socket.startHandshake();
            return (X509Certificate) Objects.requireNonNull(socket.getSession().getPeerCertificates())[0];
        }
    }

    private static SSLSocket connect(HttpServer server) throws Exception {
        return (SSLSocket) RawHttp.trustingAnyone()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port());
    }

    private static HttpServer start(PemFiles files) {
        return TestServer.start(files, HttpSettings.Limits.standard(), System::nanoTime, 64L << 20);
    }
}

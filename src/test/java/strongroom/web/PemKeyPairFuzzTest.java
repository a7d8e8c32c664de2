package strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import strongroom.message.Catalogue;
import strongroom.message.Code;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/**
 * A certificate and its key as somebody put them there. An input that begins with a hyphen is one PEM file with both; of any other the
 * first byte says which block the rest is, and what is missing comes from a genuine pair.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PemKeyPairFuzzTest {

    private static final Set<Code> SAYS = Set.of(
            MessageCode.PEM_WITHOUT_CERTIFICATE,
            MessageCode.PEM_CHAIN_BROKEN,
            MessageCode.PEM_WITHOUT_KEY,
            MessageCode.PEM_KEY_ENCRYPTED,
            MessageCode.CERTIFICATE_EXPIRED,
            MessageCode.CERTIFICATE_NOT_YET_VALID,
            MessageCode.TLS_PAIR_MISMATCH);
    private static final Catalogue CATALOGUE = Catalogue.english();
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));

    @TempDir
    private static Path directory = Path.of("");

    private static String certificate = "";
    private static String key = "";

    /** The genuine pair is the seed of that name. */
    @BeforeAll
    static void read_the_genuine_pair() throws IOException {
        String name = "PemKeyPairFuzzTestInputs/a_pair_serves_or_is_refused_without_showing_the_key/ec";
        try (var pair = PemKeyPairFuzzTest.class.getResourceAsStream(name)) {
            String text = pair == null ? "" : new String(pair.readAllBytes(), StandardCharsets.US_ASCII);
            int end = text.indexOf("-----BEGIN PRIVATE KEY-----");
            certificate = text.substring(0, end);
            key = text.substring(end);
        }
    }

    @FuzzTest
    void a_pair_serves_or_is_refused_without_showing_the_key(byte[] data) throws Exception {
        PemFiles files = write(data);
        PemKeyPair pair;
        try {
            pair = PemKeyPair.read(files, CLOCK);
        } catch (Refusal refusal) {
            checkRefusal(refusal, Files.readString(files.key(), StandardCharsets.ISO_8859_1));
            return;
        }
        KeyStore store = pair.keyStore();
        X509Certificate first = (X509Certificate) store.getCertificateChain("server")[0];
        first.checkValidity(Date.from(CLOCK.instant()));
        assertThat(isSignedFor((PrivateKey) store.getKey("server", new char[0]), first))
                .isTrue();
    }

    private static void checkRefusal(Refusal refusal, String keyFile) {
        for (Message message : refusal.messages()) {
            assertThat(SAYS).contains(message.code());
            String said = CATALOGUE.render(message);
            assertThat(said).doesNotContain("\n", "\u001b").hasSizeLessThan(2_000);
            keyFile.lines()
                    .filter(line -> line.length() > 20 && !line.startsWith("-"))
                    .forEach(line -> assertThat(said).doesNotContain(line));
        }
    }

    private static PemFiles write(byte[] data) throws IOException {
        byte[] der = data.length == 0 ? data : Arrays.copyOfRange(data, 1, data.length);
        String text = new String(data, StandardCharsets.ISO_8859_1);
        return switch (data.length == 0 ? '-' : data[0]) {
            case 'C' -> write(TestCertificate.pem("CERTIFICATE", der), key);
            case 'P' -> write(certificate, TestCertificate.pem("PRIVATE KEY", der));
            case 'R' -> write(certificate, TestCertificate.pem("RSA PRIVATE KEY", der));
            case 'E' -> write(certificate, TestCertificate.pem("EC PRIVATE KEY", der));
            default -> write(text, text);
        };
    }

    private static PemFiles write(String chain, String privateKey) throws IOException {
        PemFiles files = new PemFiles(directory.resolve("chain.pem"), directory.resolve("key.pem"));
        Files.writeString(files.chain(), chain, StandardCharsets.ISO_8859_1);
        Files.writeString(files.key(), privateKey, StandardCharsets.ISO_8859_1);
        Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-------"));
        return files;
    }

    private static boolean isSignedFor(PrivateKey privateKey, X509Certificate certified)
            throws GeneralSecurityException {
        String algorithm = switch (privateKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
        byte[] text = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(privateKey);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(certified.getPublicKey());
        signature.update(text);
        return signature.verify(signed);
    }
}

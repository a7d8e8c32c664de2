package strongroom.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A self-signed certificate with its key, made by the JDK's own keytool. */
public record TestCertificate(Key key, X509Certificate certificate) {

    /** Makes one; more arguments for keytool may follow, such as {@code -startdate}. */
    public static TestCertificate make(Path directory, String algorithm, String... more) throws Exception {
        Path store = Files.createTempFile(directory, "made", ".p12");
        Files.delete(store);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=safe.example",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-ext",
                "SAN=ip:127.0.0.1"));
        command.addAll(List.of(more));
        if (!command.contains("-startdate")) {
            // The clock of a test may stand a little before the moment at which its certificate is made.
            command.addAll(List.of("-startdate", "-1d"));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        return load(store);
    }

    private static TestCertificate load(Path store) throws IOException, GeneralSecurityException {
        char[] password = "changeit".toCharArray();
        KeyStore loaded = KeyStore.getInstance(store.toFile(), password);
        return new TestCertificate(loaded.getKey("a", password), (X509Certificate) loaded.getCertificate("a"));
    }

    String certificatePem() throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + kind + "-----\n";
    }

    /** Writes both into a directory. */
    public PemFiles write(Path directory) throws Exception {
        PemFiles files = new PemFiles(directory.resolve("chain.pem"), directory.resolve("key.pem"));
        Files.writeString(files.chain(), certificatePem());
        Files.writeString(files.key(), keyPem());
        Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-------"));
        return files;
    }
}

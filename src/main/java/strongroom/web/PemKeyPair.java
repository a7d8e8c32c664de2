package strongroom.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/**
 * A certificate chain and its private key, read from PEM files and checked: each certificate was issued by the next, the key belongs
 * to the first one, and that is valid now. Keys may be PKCS#8, PKCS#1 or SEC1; RSA, EC, Ed25519 or Ed448.
 */
final class PemKeyPair {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----\\s*([A-Za-z0-9+/=\\s]+?)-----END \\1-----");
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----\\s*[A-Za-z0-9+/=\\s]+?-----END CERTIFICATE-----");
    private static final int LARGEST_FILE = 1 << 20;

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private PemKeyPair(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /** Reads and checks both files. */
    static PemKeyPair read(PemFiles files, InstantSource clock) {
        List<X509Certificate> chain = readChain(files.chain());
        checkFollowEachOther(chain, files.chain());
        PrivateKey key = readKey(files.key(), chain.getFirst().getPublicKey());
        checkValidity(chain.getFirst(), files.chain(), clock.instant());
        checkBelongTogether(chain.getFirst().getPublicKey(), key, files);
        return new PemKeyPair(key, chain);
    }

    /** Returns both as a key store without a password, under one alias. */
    KeyStore keyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, new char[0], chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a key and its chain cannot be put into a key store", e);
        }
    }

    private static List<X509Certificate> readChain(Path file) {
        Matcher matcher = CERTIFICATE.matcher(text(file));
        List<String> blocks = matcher.results().map(result -> result.group()).toList();
        if (blocks.isEmpty()) {
            throw Refusal.failed(MessageCode.PEM_WITHOUT_CERTIFICATE, file);
        }
        return blocks.stream().map(block -> parse(block, file)).toList();
    }

    private static X509Certificate parse(String block, Path file) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw Refusal.failed(MessageCode.PEM_WITHOUT_CERTIFICATE, file);
        }
    }

    private static PrivateKey readKey(Path file, PublicKey certified) {
        String text = text(file);
        refuseIfExposed(file);
        if (text.contains("BEGIN ENCRYPTED PRIVATE KEY") || text.contains("Proc-Type: 4,ENCRYPTED")) {
            throw Refusal.failed(MessageCode.PEM_KEY_ENCRYPTED, file);
        }
        Matcher matcher = KEY.matcher(text);
        if (!matcher.find()) {
            throw Refusal.failed(MessageCode.PEM_WITHOUT_KEY, file);
        }
        try {
            return parse(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2)), certified);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException | IllegalStateException e) {
            // Not chained: what parsers say may quote the key.
            throw Refusal.failed(MessageCode.PEM_WITHOUT_KEY, file);
        }
    }

    private static PrivateKey parse(String kind, byte[] der, PublicKey certified)
            throws IOException, GeneralSecurityException {
        PrivateKeyInfo info = switch (kind) {
            case "RSA PRIVATE KEY" ->
                new PrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        RSAPrivateKey.getInstance(der));
            case "EC PRIVATE KEY" -> {
                ECPrivateKey ec = ECPrivateKey.getInstance(der);
                ASN1Encodable curve = ec.getParametersObject();
                yield new PrivateKeyInfo(
                        new AlgorithmIdentifier(
                                X9ObjectIdentifiers.id_ecPublicKey, curve == null ? curve(certified) : curve),
                        ec);
            }
            default -> PrivateKeyInfo.getInstance(der);
        };
        String algorithm = switch (info.getPrivateKeyAlgorithm().getAlgorithm().getId()) {
            case "1.2.840.113549.1.1.1" -> "RSA";
            case "1.2.840.10045.2.1" -> "EC";
            default -> "EdDSA";
        };
        return KeyFactory.getInstance(algorithm)
                .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded(ASN1Encoding.DER)));
    }

    /** SEC1 lets a key leave out its curve; the certificate's key lies on the same one. */
    private static ASN1Encodable curve(PublicKey certified) {
        return SubjectPublicKeyInfo.getInstance(certified.getEncoded())
                .getAlgorithm()
                .getParameters();
    }

    /** Java's key stores take no other chains, and phones refuse what is not in order. */
    private static void checkFollowEachOther(List<X509Certificate> chain, Path file) {
        boolean isOrdered = IntStream.range(1, chain.size())
                .allMatch(i -> chain.get(i - 1)
                        .getIssuerX500Principal()
                        .equals(chain.get(i).getSubjectX500Principal()));
        if (!isOrdered || new HashSet<>(chain).size() < chain.size()) {
            throw Refusal.failed(MessageCode.PEM_CHAIN_BROKEN, file);
        }
    }

    private static void checkValidity(X509Certificate certificate, Path file, Instant now) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            throw Refusal.failed(MessageCode.CERTIFICATE_EXPIRED, file, until);
        }
        if (now.isBefore(from)) {
            throw Refusal.failed(MessageCode.CERTIFICATE_NOT_YET_VALID, file, from);
        }
    }

    private static void checkBelongTogether(PublicKey certified, PrivateKey key, PemFiles files) {
        if (!certified.getAlgorithm().equals(key.getAlgorithm()) || !verifies(certified, key)) {
            throw Refusal.failed(MessageCode.TLS_PAIR_MISMATCH, files.chain(), files.key());
        }
    }

    private static boolean verifies(PublicKey certified, PrivateKey key) {
        byte[] probe = "strongroom".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> "EdDSA";
                    });
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** A group may read it, as Debian's {@code ssl-cert} does; everybody may not. */
    private static void refuseIfExposed(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw Refusal.failed(MessageCode.PEM_KEY_EXPOSED, file, PosixFilePermissions.toString(permissions));
            }
        } catch (IOException e) {
            throw Refusal.failed(MessageCode.FILE_UNREADABLE, file, System.getProperty("user.name"));
        }
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw Refusal.failed(MessageCode.PEM_WITHOUT_CERTIFICATE, file);
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw Refusal.failed(MessageCode.FILE_MISSING, file);
        } catch (AccessDeniedException e) {
            throw Refusal.failed(MessageCode.FILE_UNREADABLE, file, System.getProperty("user.name"));
        } catch (IOException e) {
            throw Refusal.failed(MessageCode.FILE_UNREADABLE, file, System.getProperty("user.name"));
        }
    }
}

package strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.backup.BackupId;
import strongroom.backup.Ciphertext;
import strongroom.backup.Handle;
import strongroom.sealing.SealedRow.Place;
import strongroom.sealing.SealedRow.Stamp;
import strongroom.sealing.WrappedKey.Purpose;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class FormatVectorsTest {

    private final Vectors sealed = new Vectors("sealed-v1.properties");
    private final Vectors wrapped = new Vectors("wrapped-v1.properties");

    @Test
    void hkdf_is_that_of_rfc_5869_case_3() {
        SecretKeySpec input = new SecretKeySpec(HexFormat.of().parseHex("0b".repeat(22)), "Generic");

        RandomKey output = Hashes.hkdf(input, new byte[0]);

        assertThat(output.bytes())
                .isEqualTo(HexFormat.of().parseHex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keyring-v1-one-key.txt", "keyring-v1-two-keys.txt"})
    void a_keyring_of_version_1_is_read_and_written_byte_for_byte(String file) {
        Keyring keyring = keyring(file);

        assertThat(keyring.text()).isEqualTo(Vectors.file(file));
    }

    @Test
    void a_keyring_of_version_1_holds_its_keys_newest_first() {
        Vectors expected = new Vectors("keyring-v1.properties");

        Keyring keyring = keyring("keyring-v1-two-keys.txt");

        assertThat(keyring.keys())
                .containsExactly(
                        new KeyringKey(Instant.parse("2027-01-01T00:00:00Z"), expected.key("first.key")),
                        new KeyringKey(Instant.parse("2026-11-23T04:00:00Z"), expected.key("second.key")));
        assertThat(keyring.keys())
                .extracting(KeyringKey::id)
                .isEqualTo(List.of(expected.text("first.id"), expected.text("second.id")));
    }

    @Test
    void wrapped_keys_of_version_1_open() {
        Keyring keyring = keyring("keyring-v1-one-key.txt");
        String id = keyring.newest().id();
        WrappedKey tenantKey = new WrappedKey(
                Purpose.TENANT,
                TenantId.of(wrapped.bytes("tenant")),
                (int) wrapped.number("tenant.generation"),
                id,
                wrapped.bytes("tenant.wrapped"));
        WrappedKey auditKey = new WrappedKey(Purpose.AUDIT, null, 1, id, wrapped.bytes("audit.wrapped"));

        assertThat(Wrapping.unwrap(tenantKey, keyring))
                .isEqualTo(new Wrapping.Unwrapped.Key(wrapped.key("tenant.key")));
        assertThat(Wrapping.unwrap(auditKey, keyring)).isEqualTo(new Wrapping.Unwrapped.Key(wrapped.key("audit.key")));
    }

    @Test
    void keys_are_derived_as_the_vectors_say() {
        GenerationKeys keys = keys();
        BackupId id = BackupId.of(sealed.bytes("backup.id"));

        assertThat(keys.lookup(id)).isEqualTo(Digest.of(sealed.bytes("lookup")));
        assertThat(keys.wrappingKey(id)).isEqualTo(sealed.key("wrapping.key"));
    }

    @Test
    void a_blob_of_version_1_opens() {
        SealedBlob blob = new SealedBlob(sealed.key("wrapping.key"), place());

        assertThat(blob.open(sealed.bytes("sealed")))
                .isEqualTo(new Unsealed.Opened(Ciphertext.owning(sealed.bytes("plain"))));
    }

    @Test
    void a_row_of_version_1_is_vouched_for_with_and_without_an_owner() {
        byte[] bytes = sealed.bytes("sealed");
        RowMac.Bound bound =
                new RowMac.Bound(Digest.of(sealed.bytes("lookup")), bytes.length, Digest.of(Hashes.sha256(bytes)));
        Stamp uploaded =
                new Stamp(Instant.ofEpochMilli(sealed.number("uploaded.millis")), sealed.number("uploaded.clock"));
        RowMac rowMac = keys().rowMac();

        SealedRow owned = rowMac.row(place(), uploaded, AccountId.of(sealed.bytes("owner")), bound);
        SealedRow ownerless = rowMac.row(place(), uploaded, null, bound);

        assertThat(owned.seal().mac()).isEqualTo(Digest.of(sealed.bytes("mac")));
        assertThat(ownerless.seal().mac()).isEqualTo(Digest.of(sealed.bytes("mac.without.owner")));
    }

    private GenerationKeys keys() {
        return new GenerationKeys((int) sealed.number("generation"), sealed.key("tenant.key"));
    }

    private Place place() {
        return new Place(
                TenantId.of(sealed.bytes("tenant")), Handle.of(sealed.bytes("handle")), sealed.number("revision"));
    }

    private static Keyring keyring(String file) {
        return switch (Keyring.parse(Vectors.file(file))) {
            case Keyring.Parsed.Read(Keyring keyring) -> keyring;
            case Keyring.Parsed.Malformed malformed -> throw new AssertionError(malformed);
        };
    }
}

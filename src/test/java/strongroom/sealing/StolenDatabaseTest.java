package strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import strongroom.backup.BackupId;
import strongroom.backup.BackupStore.FindOutcome;

/**
 * G34: whoever holds all that is stored, without the keyring, and guesses the right ID (so the right Threema ID and password) cannot
 * tell that the guess is right.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StolenDatabaseTest {

    private static final int GUESSES = 1_000;

    private final Vault vault = new Vault();
    private final List<BackupId> guesses =
            IntStream.range(0, GUESSES).mapToObj(Vault::id).toList();
    private final Map<BackupId, SealedRow> truth = new HashMap<>();

    @BeforeAll
    void fill() {
        for (int i = 0; i < GUESSES; i++) {
            vault.put(guesses.get(i), Vault.text(i, 200));
            truth.put(guesses.get(i), vault.row(guesses.get(i)));
        }
    }

    @Test
    void no_right_guess_is_confirmed_by_a_lookup_keyed_with_anything_that_is_stored() {
        assertThat(confirmedByLookup(storedStrings(), storeWideStrings())).isZero();
    }

    @Test
    void no_right_guess_is_confirmed_by_opening_its_own_blob_with_anything_that_is_stored() {
        assertThat(confirmedByOpening(storeWideStrings())).isZero();
    }

    @Test
    void no_right_guess_or_its_hash_stands_anywhere_in_the_store() {
        Set<Long> windows = new HashSet<>();
        for (byte[] stored : storedStrings()) {
            for (int at = 0; at + Long.BYTES <= stored.length; at++) {
                windows.add(ByteBuffer.wrap(stored).getLong(at));
            }
        }

        long confirmed = guesses.stream()
                .filter(guess -> shadows(guess).stream()
                        .anyMatch(shadow ->
                                windows.contains(ByteBuffer.wrap(shadow).getLong())))
                .count();

        assertThat(windows).hasSizeGreaterThan(100_000);
        assertThat(confirmed).isZero();
    }

    @Test
    void the_same_attacks_confirm_every_guess_once_the_tenants_key_is_known() {
        List<byte[]> withKey = new ArrayList<>(storeWideStrings());
        WrappedKey wrapped = vault.wrappedKeys.all().getFirst();
        withKey.add(((Wrapping.Unwrapped.Key) Wrapping.unwrap(wrapped, vault.file))
                .key()
                .bytes());

        assertThat(confirmedByLookup(List.of(), withKey)).isEqualTo(GUESSES);
        assertThat(confirmedByOpening(withKey)).isEqualTo(GUESSES);
    }

    @Test
    void with_the_keyring_every_guess_finds_its_backup() {
        assertThat(guesses).allMatch(guess -> vault.find(guess) instanceof FindOutcome.Found);
    }

    /** Computes the lookups of all guesses, keyed with each string, and with what is derived from each root as from a tenant's key. */
    private int confirmedByLookup(List<byte[]> strings, List<byte[]> roots) {
        Set<Long> lookups = new HashSet<>();
        truth.values()
                .forEach(row ->
                        lookups.add(ByteBuffer.wrap(row.seal().lookup().bytes()).getLong()));
        List<byte[]> ids = guesses.stream().map(BackupId::bytes).toList();
        List<byte[]> keys = new ArrayList<>(strings);
        for (byte[] root : roots) {
            SecretKeySpec secret = new SecretKeySpec(root, "Generic");
            keys.add(Hashes.hkdf(secret, label("strongroom/v1/lookup")).bytes());
        }
        Set<byte[]> confirmed = Collections.newSetFromMap(new IdentityHashMap<>());
        for (byte[] key : keys) {
            Mac mac = mac(key);
            for (byte[] id : ids) {
                if (lookups.contains(ByteBuffer.wrap(mac.doFinal(id)).getLong())) {
                    confirmed.add(id);
                }
            }
        }
        return confirmed.size();
    }

    /** Opens each guess's blob, which the attacker is told for nothing, with keys from the guess and from each string. */
    private int confirmedByOpening(List<byte[]> strings) {
        int confirmed = 0;
        for (BackupId guess : guesses) {
            SealedRow row = Objects.requireNonNull(truth.get(guess));
            byte[] sealed = vault.bytes(row);
            List<RandomKey> keys = new ArrayList<>();
            for (byte[] shadow : shadows(guess)) {
                keys.add(RandomKey.of(shadow));
            }
            for (byte[] string : strings) {
                SecretKeySpec secret = new SecretKeySpec(string, "Generic");
                keys.add(Hashes.hkdf(secret, guess.bytes()));
                keys.add(Hashes.hkdf(
                        Hashes.hkdf(secret, label("strongroom/v1/wrap")).forHmac(), guess.bytes()));
            }
            confirmed += keys.stream()
                            .anyMatch(key -> new SealedBlob(key, row.place()).open(sealed) instanceof Unsealed.Opened)
                    ? 1
                    : 0;
        }
        return confirmed;
    }

    /** The guess and what can be computed from it alone. */
    private static List<byte[]> shadows(BackupId guess) {
        byte[] id = guess.bytes();
        SecretKeySpec secret = new SecretKeySpec(id, "Generic");
        byte[] hex = guess.toPathSegment().getBytes(StandardCharsets.US_ASCII);
        return List.of(
                id,
                Hashes.sha256(id),
                Hashes.sha256(hex),
                Hashes.hkdf(secret, new byte[0]).bytes(),
                Hashes.hkdf(secret, label("strongroom/v1/wrap")).bytes(),
                Hashes.hkdf(secret, label("strongroom/v1/lookup")).bytes(),
                Hashes.hmac(RandomKey.of(new byte[32]), id));
    }

    private List<byte[]> storedStrings() {
        List<byte[]> strings = new ArrayList<>(storeWideStrings());
        for (SealedRow row : vault.rows.rows()) {
            byte[] sealed = vault.bytes(row);
            strings.add(row.place().handle().bytes());
            strings.add(row.seal().lookup().bytes());
            strings.add(row.seal().sha256().bytes());
            strings.add(row.seal().mac().bytes());
            strings.add(sealed);
            strings.add(Arrays.copyOfRange(sealed, 1, 33));
            strings.add(Arrays.copyOfRange(sealed, sealed.length - 32, sealed.length));
        }
        return strings;
    }

    private List<byte[]> storeWideStrings() {
        List<byte[]> strings = new ArrayList<>();
        strings.add(new byte[32]);
        strings.add(vault.tenant.bytes());
        strings.add(vault.other.bytes());
        strings.add(vault.account.bytes());
        for (WrappedKey wrapped : vault.wrappedKeys.all()) {
            byte[] bytes = wrapped.wrapped();
            strings.add(bytes);
            strings.add(Arrays.copyOfRange(bytes, 13, 45));
            strings.add(Arrays.copyOfRange(bytes, 0, 32));
            strings.add(Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length));
            strings.add(label(wrapped.keyringId()));
        }
        return strings;
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(Hashes.HMAC);
            mac.init(new SecretKeySpec(key, Hashes.HMAC));
            return mac;
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    private static byte[] label(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

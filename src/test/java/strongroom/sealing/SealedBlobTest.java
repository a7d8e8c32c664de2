package strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.account.TenantId;
import strongroom.backup.Ciphertext;
import strongroom.backup.Handle;
import strongroom.sealing.SealedRow.Place;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SealedBlobTest {

    private final SecureRandom random = new SecureRandom();
    private final RandomKey key = RandomKey.draw(random);
    private final Place place = new Place(TenantId.random(random), Handle.random(random), 5);
    private final SealedBlob blob = new SealedBlob(key, place);
    private final Ciphertext text = Vault.text(1, 100);

    @ParameterizedTest
    @ValueSource(ints = {40, 41, 4096, 524_288, 2_097_152})
    void what_is_sealed_opens_and_is_longer_by_the_overhead(int length) {
        Ciphertext any = Vault.text(length, length);

        byte[] sealed = blob.seal(any, random);

        assertThat(sealed).hasSize(length + SealedBlob.OVERHEAD);
        assertThat(blob.open(sealed)).isEqualTo(new Unsealed.Opened(any));
    }

    @Test
    void the_same_text_is_never_sealed_to_the_same_bytes() {
        assertThat(blob.seal(text, random)).isNotEqualTo(blob.seal(text, random));
    }

    @Test
    void it_opens_in_no_other_place_and_under_no_other_key() {
        byte[] sealed = blob.seal(text, random);

        assertThat(new SealedBlob(RandomKey.draw(random), place).open(sealed)).isEqualTo(new Unsealed.Damaged());
        assertThat(at(new Place(place.tenant(), place.handle(), 6)).open(sealed))
                .isEqualTo(new Unsealed.Damaged());
        assertThat(at(new Place(place.tenant(), Handle.random(random), 5)).open(sealed))
                .isEqualTo(new Unsealed.Damaged());
        assertThat(at(new Place(TenantId.random(random), place.handle(), 5)).open(sealed))
                .isEqualTo(new Unsealed.Damaged());
    }

    @Test
    void no_flipped_bit_and_no_missing_byte_goes_unnoticed() {
        byte[] sealed = blob.seal(text, random);

        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(blob.open(flipped)).isEqualTo(new Unsealed.Damaged());
        }
        for (int length = 0; length < sealed.length; length++) {
            assertThat(blob.open(Arrays.copyOf(sealed, length))).isEqualTo(new Unsealed.Damaged());
        }
    }

    @Test
    void of_20000_random_byte_strings_none_opens() {
        Random bytes = new Random(11);

        for (int i = 0; i < 20_000; i++) {
            byte[] junk = new byte[bytes.nextInt(200)];
            bytes.nextBytes(junk);
            if (junk.length > 0 && i % 2 == 0) {
                junk[0] = Envelope.VERSION;
            }
            assertThat(blob.open(junk)).isEqualTo(new Unsealed.Damaged());
        }
    }

    private SealedBlob at(Place other) {
        return new SealedBlob(key, other);
    }
}

package strongroom.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecretBoxTest {

    private final Properties vector = Vectors.properties("secretbox.properties");
    private final SecretBox box = new SecretBox(Vectors.hex(vector, "key"));
    private final byte[] nonce = Vectors.hex(vector, "nonce");

    @Test
    void the_vector_of_nacl_seals_to_the_published_bytes() {
        assertThat(box.seal(nonce, Vectors.hex(vector, "plain"))).isEqualTo(Vectors.hex(vector, "box"));
    }

    @Test
    void the_vector_of_nacl_opens() {
        assertThat(box.open(nonce, Vectors.hex(vector, "box"))).isEqualTo(Vectors.hex(vector, "plain"));
    }

    @Test
    void a_change_of_any_bit_is_noticed() {
        byte[] sealed = Vectors.hex(vector, "box");

        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(box.open(nonce, changed)).as("bit %d", bit).isNull();
        }
    }

    @Test
    void nothing_becomes_a_tag_alone() {
        byte[] sealed = box.seal(nonce, new byte[0]);

        assertThat(sealed).hasSize(SecretBox.TAG_BYTES);
        assertThat(box.open(nonce, sealed)).isEmpty();
    }
}

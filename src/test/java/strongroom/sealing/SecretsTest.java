package strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.account.AccountId;
import strongroom.account.Id128;
import strongroom.account.TenantId;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SecretsTest {

    private static final TenantId TENANT = new TenantId(new Id128(1, 2));
    private static final AccountId ANNA = new AccountId(new Id128(3, 4));
    private static final Secrets.Place PLACE = new Secrets.Place(TENANT, ANNA, "policy/external/th_x");

    private final byte[] key = new byte[RandomKey.BYTES];
    private final Secrets secrets = new Secrets(key::clone, new Random(11));

    @Test
    void a_text_is_opened_where_it_was_sealed() {
        byte[] sealed = secrets.seal(PLACE, "grüße, \uD83D\uDD11");

        assertThat(secrets.open(PLACE, sealed)).isEqualTo("grüße, \uD83D\uDD11");
        assertThat(new String(sealed, StandardCharsets.UTF_8)).doesNotContain("gr");
    }

    @Test
    void the_same_text_is_sealed_differently_each_time() {
        assertThat(secrets.seal(PLACE, "same")).isNotEqualTo(secrets.seal(PLACE, "same"));
    }

    @Test
    void it_opens_in_no_other_place() {
        byte[] sealed = secrets.seal(PLACE, "a secret");

        for (Secrets.Place other : new Secrets.Place[] {
            new Secrets.Place(new TenantId(new Id128(1, 3)), ANNA, PLACE.name()),
            new Secrets.Place(TENANT, null, PLACE.name()),
            new Secrets.Place(TENANT, new AccountId(new Id128(3, 5)), PLACE.name()),
            new Secrets.Place(TENANT, ANNA, "policy/cockpit/th_x"),
        }) {
            assertThat(secrets.open(other, sealed)).isNull();
        }
    }

    @Test
    void a_changed_byte_and_another_key_open_nothing() {
        byte[] sealed = secrets.seal(PLACE, "a secret");
        byte[] changed = sealed.clone();
        changed[changed.length - 1] ^= 1;

        assertThat(secrets.open(PLACE, changed)).isNull();
        assertThat(secrets.open(PLACE, new byte[3])).isNull();
        key[0] = 1;
        assertThat(secrets.open(PLACE, sealed)).isNull();
    }
}

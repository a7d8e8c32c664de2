package strongroom.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.account.AccountId;
import strongroom.credential.Argon2Hasher.Cost;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class Argon2HasherTest {

    private static final Cost SMALL = new Cost(64, 2, 1);

    private final byte[] pepper = new byte[32];
    private final Argon2Hasher hasher = hasher(SMALL, 7);

    @Test
    void a_password_matches_its_hash_and_no_other_does() {
        PasswordHash hash = hasher.hash(Password.of("passwörd"));

        assertThat(hasher.matches(Password.of("passwörd"), hash)).isTrue();
        assertThat(hasher.matches(Password.of("passwo\u0308rd"), hash)).isTrue();
        assertThat(hasher.matches(Password.of("password"), hash)).isFalse();
        assertThat(hasher.matches(Password.of(""), hash)).isFalse();
    }

    @Test
    void two_hashes_of_one_password_differ() {
        assertThat(hasher.hash(Password.of("password"))).isNotEqualTo(hasher.hash(Password.of("password")));
    }

    @Test
    void a_wiped_password_matches_nothing() {
        Password password = Password.of("password");
        PasswordHash hash = hasher.hash(password);

        password.wipe();

        assertThat(hasher.matches(password, hash)).isFalse();
    }

    @Test
    void without_the_pepper_nothing_matches() {
        PasswordHash hash = hasher.hash(Password.of("password"));

        assertThat(hasher(SMALL, 8).matches(Password.of("password"), hash)).isFalse();
    }

    @Test
    void the_default_cost_is_the_least_that_owasp_names() {
        Argon2Hasher real = hasher(Cost.DEFAULT, 7);

        PasswordHash hash = real.hash(Password.of("password"));

        assertThat(hash.encoded()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(real.matches(Password.of("password"), hash)).isTrue();
        assertThat(real.isOutdated(hash)).isFalse();
    }

    @Test
    void an_independent_argon2_computes_the_same() throws Exception {
        String password = "pässword €😀";
        PasswordHash hash = hasher.hash(Password.of(password));
        String[] parts = hash.encoded().split("\\$", -1);
        byte[] salt = Base64.getDecoder().decode(parts[4]);

        Mac mac = Mac.getInstance("HmacSHA256");
        Arrays.fill(pepper, (byte) 7);
        mac.init(new SecretKeySpec(pepper, "HmacSHA256"));
        Argon2BytesGenerator other = new Argon2BytesGenerator();
        other.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(64)
                .withIterations(2)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        byte[] computed = new byte[32];
        other.generateBytes(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)), computed);

        assertThat(salt).hasSize(16);
        assertThat(Base64.getEncoder().withoutPadding().encodeToString(computed))
                .isEqualTo(parts[5]);
    }

    @Test
    void a_hash_of_other_cost_is_outdated_and_still_matches() {
        Argon2Hasher dearer = hasher(new Cost(128, 2, 1), 7);
        PasswordHash hash = hasher.hash(Password.of("password"));

        assertThat(dearer.isOutdated(hash)).isTrue();
        assertThat(dearer.matches(Password.of("password"), hash)).isTrue();
        assertThat(hasher.isOutdated(hash)).isFalse();
    }

    @Test
    void the_hash_of_nobody_has_the_same_shape_and_cost() {
        PasswordHash absent = hasher.absent();

        assertThat(absent.encoded()).hasSameSizeAs(hasher.hash(Password.of("x")).encoded());
        assertThat(hasher.isOutdated(absent)).isFalse();
        assertThat(hasher.matches(Password.of(""), absent)).isFalse();
    }

    @Test
    void a_hash_that_cannot_be_read_is_an_error_and_not_a_wrong_password() {
        for (String broken :
                new String[] {"", "$argon2id$v=19$m=64,t=2,p=1$", "$argon2i$v=19$m=64,t=2,p=1$YWFh$YWFh"}) {
            assertThatThrownBy(() -> hasher.matches(Password.of("password"), new PasswordHash(broken)))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> hasher.matches(
                        Password.of("password"),
                        new PasswordHash("$argon2id$v=19$m=1,t=1,p=1$YWFhYWFhYWFhYWFhYWFhYQ$YWFh")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void impossible_costs_are_refused() {
        assertThatThrownBy(() -> new Cost(7, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Cost(64, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Cost(64, 1, 9)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sources_of_two_accounts_cannot_be_compared() {
        Pepper first = Pepper.of(new byte[32]);
        AccountId alice = AccountId.random(new Random(1));
        AccountId bob = AccountId.random(new Random(2));

        assertThat(first.sourceMark(alice, LoginScene.HOME))
                .hasSize(16)
                .isEqualTo(first.sourceMark(alice, LoginScene.HOME))
                .isNotEqualTo(first.sourceMark(bob, LoginScene.HOME))
                .isNotEqualTo(first.sourceMark(alice, LoginScene.source(2)));
    }

    private static Argon2Hasher hasher(Cost cost, int pepperByte) {
        byte[] pepper = new byte[32];
        Arrays.fill(pepper, (byte) pepperByte);
        return new Argon2Hasher(cost, Pepper.of(pepper), new SecureRandom());
    }
}

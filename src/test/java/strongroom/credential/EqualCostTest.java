package strongroom.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import strongroom.account.AccountId;
import strongroom.account.Standing;

/** G30: a failed login takes the same way whatever is or is not there. Counted, since a measured time would depend on the machine. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class EqualCostTest {

    private final LoginScene scene = new LoginScene();

    @BeforeEach
    void addAccounts() {
        scene.add("plain", "password");
        scene.rotate(scene.add("rotated", "old password"), "password", Duration.ofHours(1));
        scene.rotate(scene.add("stale", "old password"), "password", Duration.ZERO);
        AccountId disabled = scene.add("disabled", "password");
        scene.credentials.stand(disabled, new Standing(false, null, false));
        AccountId expired = scene.add("expired", "old password");
        scene.rotate(expired, "password", Duration.ofHours(1));
        scene.credentials.stand(expired, new Standing(true, scene.time.instant(), false));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @CsvSource({
        "plain, wrong",
        "plain, ''",
        "rotated, wrong",
        "stale, wrong",
        "stale, old password",
        "disabled, wrong",
        "disabled, password",
        "expired, wrong",
        "expired, password",
        "expired, old password",
        "nobody, wrong",
        "nobody, password",
        "nobody, ''"
    })
    void G30_a_failed_login_is_two_lookups_and_two_hashes(String name, String password) {
        scene.credentials.listen();

        assertThat(scene.logIn(name, password)).isEqualTo(new Authentication.Rejected());

        assertThat(scene.hasher.checks()).isEqualTo(2);
        assertThat(scene.credentials.calls()).isEqualTo(List.of("find", "isKnownSource"));
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "'', password", "' plain', password", "пользователь, password"})
    void a_name_that_cannot_exist_costs_two_hashes_too(String name, String password) {
        assertThat(scene.logIn(name, password)).isEqualTo(new Authentication.Rejected());

        assertThat(scene.hasher.checks()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"plain", "rotated", "disabled", "nobody"})
    void G30_a_repeated_failure_costs_one_lookup_and_no_hash(String name) {
        scene.logIn(name, "wrong");
        long before = scene.hasher.checks();
        scene.credentials.listen();

        assertThat(scene.logIn(name, "wrong")).isEqualTo(new Authentication.Rejected());

        assertThat(scene.hasher.checks()).isEqualTo(before);
        assertThat(scene.credentials.calls()).isEqualTo(List.of("find"));
    }

    @Test
    void a_login_with_the_previous_password_costs_two_hashes() {
        assertThat(scene.logIn("rotated", "old password")).isInstanceOf(Authentication.Accepted.class);

        assertThat(scene.hasher.checks()).isEqualTo(2);
    }
}

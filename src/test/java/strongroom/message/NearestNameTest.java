package strongroom.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NearestNameTest {

    private static final List<String> TENANT_SETTINGS = List.of(
            "name",
            "host",
            "path",
            "public-url",
            "login",
            "restore-login",
            "ownership",
            "retention-days",
            "grace-days",
            "max-backup-bytes",
            "trash-days",
            "versions",
            "version-days",
            "quota-bytes",
            "max-backups",
            "max-backups-per-account",
            "hold");

    @ParameterizedTest
    @CsvSource({
        "retention, retention-days",
        "retentiondays, retention-days",
        "rentention-days, retention-days",
        "PUBLIC_URL, public-url",
        "publc-url, public-url",
        "url, public-url",
        "max-backup, max-backups",
        "max-bytes, max-backup-bytes",
        "quota, quota-bytes",
        "hots, host",
        "version, versions",
        "logn, login",
        "trash, trash-days"
    })
    void what_was_meant_is_found(String typed, String meant) {
        assertThat(NearestName.of(typed, TENANT_SETTINGS)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "abc, abc, 0",
        "'', abc, 3",
        "abc, '', 9",
        "ab, ba, 3",
        "abc, abd, 3",
        "key, key-file, 5",
        "kitten, sitting, 7"
    })
    void a_missing_letter_costs_one_and_any_other_mistake_three(String typed, String name, int distance) {
        assertThat(NearestName.distance(typed, name)).isEqualTo(distance);
    }

    @Test
    void the_first_of_equally_near_names_wins() {
        assertThat(NearestName.of("x", List.of("a", "b"))).isEqualTo("a");
    }

    @Test
    void without_names_there_is_no_nearest() {
        assertThatIllegalArgumentException().isThrownBy(() -> NearestName.of("x", List.of()));
    }
}

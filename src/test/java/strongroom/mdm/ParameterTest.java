package strongroom.mdm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ParameterTest {

    static List<Table.Row> catalogue() {
        return Table.read("catalogue.txt");
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void each_is_as_the_catalogue_says(Table.Row row) {
        Parameter parameter = Objects.requireNonNull(Parameter.of(row.get("parameter")));

        assertThat(parameter.kind()).hasToString(row.get("type"));
        assertThat(parameter.platforms()).extracting(Platform::toString).isEqualTo(row.words("platforms"));
        assertThat(parameter.whenUnset()).isEqualTo(row.get("unset"));
        assertThat(parameter.isRenewable()).isEqualTo(row.get("renewable").equals("yes"));
        assertThat(parameter.channels()).extracting(Channel::toString).isEqualTo(row.words("channels"));
        assertThat(parameter.secrecy()).hasToString(row.get("kept"));
        assertThat(parameter.isSecret()).isEqualTo(!row.get("kept").equals("open"));
    }

    @Test
    void the_27_of_the_catalogue_are_all_there_in_its_order() {
        assertThat(Parameter.keys())
                .isEqualTo(catalogue().stream().map(row -> row.get("parameter")).toList())
                .hasSize(27);
    }

    @Test
    void five_are_for_device_managers_alone() {
        assertThat(Parameter.values())
                .filteredOn(parameter -> !parameter.channels().contains(Channel.COCKPIT))
                .containsExactly(
                        Parameter.TH_SAFE_PASSWORD,
                        Parameter.TH_ID_BACKUP,
                        Parameter.TH_ID_BACKUP_PASSWORD,
                        Parameter.TH_LICENSE_USERNAME,
                        Parameter.TH_LICENSE_PASSWORD);
    }

    @Test
    void four_are_never_stored() {
        assertThat(Parameter.values())
                .filteredOn(parameter -> parameter.secrecy() == Parameter.Secrecy.NEVER_STORED)
                .containsExactly(
                        Parameter.TH_SAFE_PASSWORD,
                        Parameter.TH_ID_BACKUP,
                        Parameter.TH_ID_BACKUP_PASSWORD,
                        Parameter.TH_LICENSE_PASSWORD);
    }

    @ParameterizedTest
    @EnumSource
    void each_is_found_by_its_key(Parameter parameter) {
        assertThat(Parameter.of(parameter.key())).isSameAs(parameter);
        assertThat(parameter).hasToString(parameter.key());
        assertThat(parameter.key()).startsWith("th_");
        assertThat(parameter.form()).isNotBlank();
        assertThat(parameter.group().toString()).isLowerCase();
    }

    @Test
    void an_unknown_key_has_none() {
        assertThat(Parameter.of("th_keep_messages_days")).isNull();
        assertThat(Parameter.of("TH_SAFE_ENABLE")).isNull();
        assertThat(Parameter.of("")).isNull();
    }

    @Test
    void two_have_a_greatest_length_of_the_apps_and_all_others_one_of_ours() {
        assertThat(Arrays.stream(Parameter.values())
                        .filter(parameter -> parameter.mostUnits() < 4096)
                        .map(parameter -> parameter + " " + parameter.mostUnits()))
                .containsExactly("th_license_username 255", "th_nickname 32");
        assertThat(Parameter.values()).allMatch(parameter -> parameter.mostUnits() <= 65_536);
        assertThat(Parameter.TH_SAFE_PASSWORD.mostUnits()).isGreaterThan(Length.MOST_PASSWORD);
    }
}

package strongroom.mdm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DeliveryTest {

    static List<Table.Row> deliveryTable() {
        return Table.read("delivery-table.txt");
    }

    @ParameterizedTest
    @MethodSource("deliveryTable")
    void a_truth_value_is_read_as_the_table_says(Table.Row row) {
        for (Platform platform : Platform.values()) {
            Delivery delivery = delivery(row, Parameter.TH_SAFE_ENABLE, platform);

            assertThat(delivery.truth(Parameter.TH_SAFE_ENABLE).name())
                    .isEqualToIgnoringCase(row.get(platform + " truth"));
        }
    }

    @ParameterizedTest
    @MethodSource("deliveryTable")
    void a_text_is_read_as_the_table_says(Table.Row row) {
        String delivered = row.get("delivered");

        for (Platform platform : Platform.values()) {
            Delivery delivery = delivery(row, Parameter.TH_SAFE_SERVER_USERNAME, platform);

            boolean isThere = row.get(platform + " text").equals("the text");
            assertThat(delivery.text(Parameter.TH_SAFE_SERVER_USERNAME))
                    .isEqualTo(isThere ? delivered.replace("'", "") : null);
            assertThat(delivery.hasText(Parameter.TH_SAFE_SERVER_USERNAME)).isEqualTo(isThere);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, false, false",
        "1, false, true",
        "7, false, true",
        "8, true, true",
        "4096, true, true",
        "4097, false, true",
    })
    void the_managed_password_counts_by_its_length(int length, boolean onAndroid, boolean onIos) {
        Policy policy = Written.policy("th_safe_password='x'*" + length);

        assertThat(new Delivery(policy, Platform.ANDROID).hasManagedPassword()).isEqualTo(onAndroid);
        assertThat(new Delivery(policy, Platform.IOS).hasManagedPassword()).isEqualTo(onIos);
    }

    @Test
    void a_length_is_counted_in_utf_16() {
        String fourSmiles = "\uD83D\uDE00".repeat(4);
        Policy policy = Policy.EMPTY.with(Parameter.TH_SAFE_PASSWORD, new Value.Text(fourSmiles));

        assertThat(new Delivery(policy, Platform.ANDROID).hasManagedPassword()).isTrue();
    }

    @Test
    void a_number_is_no_managed_password() {
        Policy policy = Written.policy("th_safe_password=12345678");

        assertThat(Platform.values()).noneMatch(platform -> new Delivery(policy, platform).hasManagedPassword());
    }

    @Test
    void a_concealed_text_has_a_length_and_no_text() {
        Policy policy =
                Policy.EMPTY.with(Parameter.TH_ID_BACKUP, new Value.Concealed(Length.USABLE, Set.of(), null, 1));
        Delivery delivery = new Delivery(policy, Platform.IOS);

        assertThat(delivery.hasText(Parameter.TH_ID_BACKUP)).isTrue();
        assertThat(delivery.text(Parameter.TH_ID_BACKUP)).isNull();
    }

    private static Delivery delivery(Table.Row row, Parameter parameter, Platform platform) {
        String delivered = row.get("delivered");
        return new Delivery(
                delivered.equals("unset") ? Policy.EMPTY : Policy.EMPTY.with(parameter, Written.value(delivered)),
                platform);
    }
}

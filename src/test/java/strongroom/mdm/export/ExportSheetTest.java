package strongroom.mdm.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.mdm.Length;
import strongroom.mdm.Parameter;
import strongroom.mdm.Platform;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;
import strongroom.mdm.export.ExportSheet.Entry;
import strongroom.mdm.export.ExportSheet.Omission;
import strongroom.mdm.export.ExportSheet.Omission.Reason;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ExportSheetTest {

    @Test
    void only_what_is_set_is_written_and_in_the_order_of_the_catalogue() {
        Policy policy = Policy.EMPTY
                .with(Parameter.TH_CSI, new Value.Text("7"))
                .with(Parameter.TH_SAFE_ENABLE, new Value.Truth(false));

        ExportSheet sheet = ExportSheet.of(policy, ExportFormat.TABLE, Secrets.PLAIN);

        assertThat(sheet.entries())
                .containsExactly(
                        new Entry.Switch(Parameter.TH_SAFE_ENABLE, new Value.Truth(false)),
                        new Entry.Words(Parameter.TH_CSI, new Value.Text("7"), false));
        assertThat(sheet.omitted()).isEmpty();
    }

    @Test
    void what_the_platform_does_not_know_is_left_out_and_said() {
        ExportSheet android = ExportSheet.of(everyTruth(), ExportFormat.ANDROID, Secrets.PLAIN);
        ExportSheet ios = ExportSheet.of(everyTruth(), ExportFormat.PLIST, Secrets.PLAIN);

        assertThat(android.omitted())
                .containsExactly(
                        new Omission(Parameter.TH_DISABLE_SYSTEM_BACKUPS, Reason.PLATFORM),
                        new Omission(Parameter.TH_DISABLE_IOS_SYSTEM_BACKUPS_ID_KEY_INCLUSION, Reason.PLATFORM));
        assertThat(ios.omitted()).containsExactly(new Omission(Parameter.TH_DISABLE_DATA_BACKUPS, Reason.PLATFORM));
        assertThat(android.entries()).extracting(Entry::parameter).contains(Parameter.TH_DISABLE_DATA_BACKUPS);
    }

    @Test
    void a_table_is_for_both_unless_it_is_narrowed() {
        ExportSheet both = ExportSheet.of(everyTruth(), ExportFormat.TABLE, Secrets.PLAIN);
        ExportSheet narrowed = ExportSheet.of(everyTruth(), ExportFormat.TABLE, Secrets.PLAIN, Set.of(Platform.IOS));

        assertThat(both.omitted()).isEmpty();
        assertThat(narrowed.omitted())
                .containsExactly(new Omission(Parameter.TH_DISABLE_DATA_BACKUPS, Reason.PLATFORM));
    }

    @Test
    void a_format_cannot_be_narrowed_to_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ExportSheet.of(Policy.EMPTY, ExportFormat.DICT, Secrets.PLAIN, Set.of(Platform.ANDROID)))
                .withMessage("the format dict reaches none of [android]");
    }

    @Test
    void what_phones_take_from_device_managers_alone_is_left_out_for_the_cockpit() {
        Policy policy = Policy.EMPTY
                .with(Parameter.TH_SAFE_PASSWORD, new Value.Text(Examples.SECRET))
                .with(Parameter.TH_ID_BACKUP, Examples.concealed())
                .with(Parameter.TH_LICENSE_USERNAME, new Value.Text("jo"));

        for (ExportFormat format : List.of(ExportFormat.COCKPIT_CSV, ExportFormat.WORK_API)) {
            ExportSheet sheet = ExportSheet.of(policy, format, Secrets.PLAIN);

            assertThat(sheet.entries()).isEmpty();
            assertThat(sheet.omitted())
                    .containsExactly(
                            new Omission(Parameter.TH_SAFE_PASSWORD, Reason.CHANNEL),
                            new Omission(Parameter.TH_ID_BACKUP, Reason.CHANNEL),
                            new Omission(Parameter.TH_LICENSE_USERNAME, Reason.CHANNEL));
        }
    }

    @Test
    void an_empty_text_is_left_out_whether_it_is_stored_or_not() {
        Policy policy = Policy.EMPTY
                .with(Parameter.TH_CSI, new Value.Text(""))
                .with(Parameter.TH_SAFE_PASSWORD, new Value.Concealed(Length.EMPTY, Set.of(), null, 1));

        ExportSheet sheet = ExportSheet.of(policy, ExportFormat.TABLE, Secrets.PLACEHOLDERS);

        assertThat(sheet.entries()).isEmpty();
        assertThat(sheet.omitted()).extracting(Omission::reason).containsOnly(Reason.EMPTY);
    }

    @Test
    void a_secret_in_clear_is_told() {
        ExportSheet plain = ExportSheet.of(Examples.acme(), ExportFormat.PLIST, Secrets.PLAIN);

        assertThat(plain.hasSecretInClear()).isTrue();
        assertThat(plain.placeholders()).isEmpty();
    }

    @Test
    void placeholders_stand_in_for_secrets_and_for_nothing_else() {
        ExportSheet sheet = ExportSheet.of(Examples.acme(), ExportFormat.PLIST, Secrets.PLACEHOLDERS);

        assertThat(sheet.hasSecretInClear()).isFalse();
        assertThat(sheet.placeholders()).containsExactly(Parameter.TH_SAFE_SERVER_PASSWORD);
        assertThat(sheet.entries())
                .last()
                .isEqualTo(new Entry.Words(Parameter.TH_SAFE_SERVER_PASSWORD, new Value.Text("REPLACE-ME"), true));
    }

    @Test
    void what_was_never_stored_is_always_a_placeholder() {
        Policy policy = Policy.EMPTY.with(Parameter.TH_SAFE_PASSWORD, Examples.concealed());

        ExportSheet sheet = ExportSheet.of(policy, ExportFormat.ANDROID, Secrets.PLAIN);

        assertThat(sheet.placeholders()).containsExactly(Parameter.TH_SAFE_PASSWORD);
        assertThat(sheet.hasSecretInClear()).isFalse();
    }

    @Test
    void a_value_of_another_type_is_refused() {
        refuses(Parameter.TH_SAFE_ENABLE, new Value.Text("true"));
        refuses(Parameter.TH_SAFE_ENABLE, new Value.Whole(1));
        refuses(Parameter.TH_SAFE_ENABLE, Examples.concealed());
        refuses(Parameter.TH_SAFE_SERVER_PASSWORD, new Value.Whole(12345678));
        refuses(Parameter.TH_SAFE_SERVER_PASSWORD, new Value.Truth(true));
    }

    @Test
    void it_prints_no_secret() {
        assertThat(ExportSheet.of(Examples.acme(), ExportFormat.PLIST, Secrets.PLAIN))
                .asString()
                .contains("th_safe_server_password")
                .doesNotContain(Examples.SECRET);
    }

    private static void refuses(Parameter parameter, Value value) {
        Policy policy = Policy.EMPTY.with(parameter, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExportSheet.of(policy, ExportFormat.TABLE, Secrets.PLAIN))
                .withMessageStartingWith(parameter.key());
    }

    private static Policy everyTruth() {
        Policy policy = Policy.EMPTY;
        for (Parameter parameter : Parameter.values()) {
            if (parameter.kind() == Parameter.Kind.BOOLEAN) {
                policy = policy.with(parameter, new Value.Truth(true));
            }
        }
        return policy;
    }
}

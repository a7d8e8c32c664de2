package strongroom.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.admin.PolicyExports.Exported;
import strongroom.admin.PolicyExports.Wish;
import strongroom.mdm.Channel;
import strongroom.mdm.Parameter;
import strongroom.mdm.Platform;
import strongroom.mdm.Warning;
import strongroom.mdm.export.Addressee;
import strongroom.mdm.export.ExportFormat;
import strongroom.mdm.export.Secrets;
import strongroom.message.PolicyCode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PolicyExportsTest {

    private static final String URL = "th_safe_server_url=https://safe.example.org/";
    private static final String NAME = "th_safe_server_username=phones";
    private static final String PASSWORD = "th_safe_server_password=a-secret-of-phones";

    @TempDir
    private Path directory;

    private PolicyStore policies;

    @BeforeEach
    void open() throws IOException {
        policies = new PolicyStore(directory);
    }

    @AfterEach
    void close() {
        policies.close();
    }

    @Test
    void a_device_manager_gets_all_that_counts_and_the_cockpit_an_account_s_own_values() {
        policies.set(null, Channel.EXTERNAL, URL, NAME, PASSWORD, "th_category=all");
        policies.add("anna");
        policies.set("anna", Channel.EXTERNAL, "th_csi=4711");
        policies.set("anna", Channel.COCKPIT, "th_firstname=Anna");

        assertThat(text("anna", ExportFormat.TABLE)).contains("https://safe.example.org/", "4711", "Anna", "all");
        assertThat(text("anna", ExportFormat.WORK_API))
                .contains("4711", "Anna")
                .doesNotContain("https://safe.example.org/", "th_category");
        assertThat(text(null, ExportFormat.WORK_API)).contains("https://safe.example.org/", "th_category");
    }

    @Test
    void the_work_api_names_an_account_as_it_is_called_and_not_as_it_was_typed() {
        policies.set(null, Channel.EXTERNAL, URL, NAME, PASSWORD);
        policies.add("Anna");
        policies.set("Anna", Channel.EXTERNAL, "th_csi=4711");

        assertThat(text("ANNA", ExportFormat.WORK_API)).contains("\"Anna\"").doesNotContain("ANNA");
    }

    @Test
    void rows_are_found_without_regard_to_case_and_keep_their_spelling() {
        policies.set(null, Channel.EXTERNAL, URL, NAME, PASSWORD);
        policies.add("ärger");
        policies.set("ärger", Channel.EXTERNAL, "th_csi=4711");

        Exported exported = cockpit("license,th_csi\n,\nÄRGER,1\n", Set.of());

        assertThat(exported.text()).contains("\nÄRGER,4711,");
        assertThat(exported.rowless()).isEmpty();
        assertThat(exported.foreign()).isEmpty();
    }

    @Test
    void an_account_with_two_rows_is_refused_with_the_place_of_the_second() {
        policies.set(null, Channel.EXTERNAL, URL, NAME, PASSWORD);
        policies.add("anna");

        PolicyStore.refused(
                () -> cockpit("license,th_csi\n,\nanna,1\nANNA,2\n", Set.of()),
                PolicyCode.FLAW_ACCOUNT_TWICE,
                "row 4, column 1");
    }

    @Test
    void a_file_without_a_row_for_everybody_is_refused_if_something_is_set_for_all() {
        policies.add("anna");
        policies.set("anna", Channel.EXTERNAL, "th_csi=4711");
        assertThat(cockpit("license,th_csi\nanna,\n", Set.of()).text()).isEqualTo("license,th_csi\nanna,4711\n");

        policies.set(null, Channel.EXTERNAL, URL, NAME, PASSWORD);

        PolicyStore.refused(
                () -> cockpit("license,th_csi\nanna,\n", Set.of()), PolicyCode.POLICY_NO_ROW_FOR_EVERYBODY, "");
    }

    @Test
    void what_is_said_of_an_export_is_said_of_the_rows_that_were_written() {
        policies.add("anna");
        policies.set(
                "anna",
                Channel.EXTERNAL,
                "th_safe_server_username=anna",
                PASSWORD,
                "th_safe_password=correct-horse-42",
                "th_safe_enable=true");

        Exported without = cockpit("license,th_csi\nbert,\n", Set.of());
        Exported with = cockpit("license,th_csi\nanna,\n", Set.of());

        assertThat(without.remarks()).isEqualTo(new Exported.Remarks(List.of(), List.of(), false));
        assertThat(without.rowless()).containsExactly("anna");
        assertThat(with.remarks())
                .isEqualTo(new Exported.Remarks(List.of(Parameter.TH_SAFE_PASSWORD), List.of(), true));
    }

    @Test
    void a_row_whose_account_has_nothing_any_more_is_cleared_and_a_stranger_s_is_not() {
        policies.add("anna");

        Exported exported =
                cockpit("license,th_firstname,th_safe_enable\n,,true\nanna,Anna,true\nzoe,Zoe,false\n", Set.of());

        assertThat(exported.text()).isEqualTo("license,th_firstname,th_safe_enable\n,,\nanna,Anna,\nzoe,Zoe,false\n");
        assertThat(exported.foreign()).containsExactly("zoe");
    }

    @Test
    void what_another_platform_knows_stays_in_the_file_if_one_is_named() {
        Exported exported = policies.exports()
                .exportCockpit(
                        PolicyStore.TENANT,
                        "license,th_disable_data_backups,th_safe_enable\n,true,true\n".getBytes(UTF_8),
                        wish(ExportFormat.COCKPIT_CSV, Set.of(Platform.IOS), Set.of()));

        assertThat(exported.text()).isEqualTo("license,th_disable_data_backups,th_safe_enable\n,true,\n");
    }

    @Test
    void a_column_that_looks_wrong_is_kept() {
        assertThat(cockpit("license,th_safe_future\n,1\n", Set.of()).text()).isEqualTo("license,th_safe_future\n,1\n");
    }

    @Test
    void what_blocks_an_account_blocks_its_own_export_and_the_whole_file_alone() {
        policies.set(null, Channel.EXTERNAL, URL, NAME, PASSWORD);
        policies.add("anna");
        policies.set("anna", Channel.EXTERNAL, "th_safe_server_username=anna", PASSWORD, "th_safe_restore_id=ABCD1234");

        assertThat(text(null, ExportFormat.TABLE)).contains("phones");
        assertThat(text("phones", ExportFormat.TABLE)).contains("phones");
        PolicyStore.refused(() -> text("anna", ExportFormat.TABLE), PolicyCode.POLICY_W61, "");
        PolicyStore.refused(() -> cockpit("license,th_csi\n,\n", Set.of()), PolicyCode.POLICY_W61, "");
        assertThat(cockpit("license,th_csi\n,\n", Set.of(Warning.W61)).text()).contains("phones");
    }

    private String text(@Nullable String account, ExportFormat format) {
        return policies.exports()
                .export(
                        new PolicyOperations.Target(PolicyStore.TENANT, account),
                        wish(format, format.platforms(), Set.of()))
                .text();
    }

    private Exported cockpit(String base, Set<Warning> accepted) {
        return policies.exports()
                .exportCockpit(
                        PolicyStore.TENANT,
                        base.getBytes(UTF_8),
                        wish(ExportFormat.COCKPIT_CSV, Platform.both(), accepted));
    }

    private static Wish wish(ExportFormat format, Set<Platform> platforms, Set<Warning> accepted) {
        return new Wish(format, platforms, Secrets.PLAIN, Addressee.WORK_APP, accepted);
    }
}

package strongroom.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import strongroom.admin.PolicyImports.Reading;
import strongroom.admin.PolicyOperations.Changed;
import strongroom.admin.PolicyOperations.Consent;
import strongroom.admin.PolicyOperations.Target;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.mdm.Layer;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;
import strongroom.mdm.Warning;
import strongroom.mdm.export.Addressee;
import strongroom.mdm.export.ExportFormat;
import strongroom.mdm.export.PolicyReader.Unknown;
import strongroom.mdm.export.Secrets;
import strongroom.message.Argument;
import strongroom.message.ExitStatus;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PolicyImportsTest {

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
    void two_rows_of_one_account_are_refused_with_the_place_of_the_second() {
        policies.add("anna");

        PolicyStore.refused(
                () -> take(null, ExportFormat.COCKPIT_CSV, "license,th_csi\nanna,1\nANNA,2\n"),
                PolicyCode.FLAW_ACCOUNT_TWICE,
                "row 3, column 1");
        assertThat(policies.layer("anna")).isEqualTo(Layer.EMPTY);
    }

    @Test
    void an_account_that_is_named_beside_the_file_and_in_it_is_refused() {
        policies.add("anna");

        PolicyStore.refused(
                () -> take("anna", ExportFormat.WORK_API, """
                        {"property": "th_csi", "value": "1"}
                        {"credentials": [{"id": "anna", "parameters": [{"name": "th_csi", "value": "2"}]}]}
                        """), PolicyCode.FLAW_ACCOUNT_TWICE, "row 2, column 25");
    }

    @Test
    void a_credential_is_a_user_name_without_regard_to_case() {
        policies.add("ärger");

        take(null, ExportFormat.COCKPIT_CSV, "license,th_csi\nÄRGER,4711\n");

        assertThat(policies.layer("ärger").cockpit().values()).containsOnlyKeys(Parameter.TH_CSI);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DICT|<dict></dict>",
                "DICT|<dict><key>th_x</key><true/></dict>",
                "TABLE|key,type,value",
                "ANDROID|{\"managedConfiguration\":{}}",
                "INTUNE|{\"managedProperty\":[]}",
                "WORK_API|{\"parameters\":[]}"
            })
    void a_file_without_anything_of_ours_unsets_all(ExportFormat format, String file) {
        policies.add("anna");
        for (String account : new String[] {null, "anna"}) {
            policies.set(account, format.channel(), "th_csi=4711");
            assertThat(take(account, format, file).changes()).hasSize(1);
            assertThat(policies.layer(account)).isEqualTo(Layer.EMPTY);
        }
    }

    @Test
    void an_account_is_not_named_beside_a_file_of_the_cockpit() {
        policies.add("anna");

        Refusal refusal = PolicyStore.refused(
                () -> take("anna", ExportFormat.COCKPIT_CSV, "license,th_csi\nanna,1\n"),
                PolicyCode.POLICY_ACCOUNT_UNUSED,
                "");

        assertThat(refusal.status()).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void columns_that_look_wrong_can_be_passed_over() {
        String file = "license,th_safe_future,th_csi\n,1,4711\n";
        Target everybody = new Target(PolicyStore.TENANT, null);

        PolicyStore.refused(
                () -> policies.imports()
                        .take(
                                new Reading(everybody, ExportFormat.COCKPIT_CSV, Unknown.REFUSED),
                                file.getBytes(UTF_8),
                                PolicyStore.DRY_RUN),
                PolicyCode.FLAW_UNKNOWN_KEY,
                "th_safe_future");
        take(null, ExportFormat.COCKPIT_CSV, file);

        assertThat(policies.layer(null).cockpit().values()).containsOnlyKeys(Parameter.TH_CSI);
    }

    @Test
    void the_first_of_very_many_complaints_are_told() {
        String rows =
                IntStream.range(0, 50).mapToObj(i -> "nobody" + i + ",1\n").collect(Collectors.joining());

        Refusal refusal = PolicyStore.refused(
                () -> take(null, ExportFormat.COCKPIT_CSV, "license,th_csi\n" + rows),
                PolicyCode.FLAW_UNKNOWN_CREDENTIAL,
                "nobody19");

        assertThat(refusal.messages()).hasSize(21).last().satisfies(more -> {
            assertThat(more.code()).isEqualTo(PolicyCode.FLAW_AND_MORE);
            assertThat(more.arguments().values())
                    .extracting(Argument::plain)
                    .asString()
                    .contains("30");
        });
    }

    @Test
    void a_number_is_converted_into_a_text_if_that_is_accepted() {
        String file = "<dict><key>th_csi</key><integer>7</integer></dict>";
        Consent none = new Consent(Set.of(), null, false);
        Reading reading = new Reading(new Target(PolicyStore.TENANT, null), ExportFormat.DICT, Unknown.IGNORED);

        PolicyStore.refused(
                () -> policies.imports().take(reading, file.getBytes(UTF_8), none), PolicyCode.FLAW_MISTYPED, "W02");
        PolicyStore.refused(
                () -> take(null, ExportFormat.DICT, file.replace("7", "007")), PolicyCode.FLAW_OTHER_VALUE, "th_csi");
        PolicyStore.refused(
                () -> take(null, ExportFormat.DICT, "<dict><key>th_safe_enable</key><string>x</string></dict>"),
                PolicyCode.FLAW_NOT_CONVERTIBLE,
                "boolean");
        take(null, ExportFormat.DICT, file);

        assertThat(policies.layer(null).external().get(Parameter.TH_CSI)).isEqualTo(new Value.Text("7"));
    }

    @Test
    void a_long_file_is_written_in_steps_and_what_stopped_halfway_is_done_by_repeating_it() {
        int accounts = 70;
        StringBuilder file = new StringBuilder("license,th_csi,th_firstname\n,,\n");
        for (int i = 0; i < accounts; i++) {
            policies.add("user-" + i);
            file.append("USER-").append(i).append(",").append(i).append(",x\n");
        }
        AtomicInteger steps = new AtomicInteger();
        PolicyChanges stopping = (edit, records) -> {
            assertThat(records).hasSizeLessThanOrEqualTo(20);
            return steps.incrementAndGet() == 3
                    ? ChangeOutcome.OUTDATED
                    : policies.changes().change(edit, records);
        };

        PolicyStore.refused(
                () -> take(policies.imports(stopping), null, ExportFormat.COCKPIT_CSV, file.toString()),
                PolicyCode.POLICY_STOPPED_HALFWAY,
                "2");
        assertThat(policies.layer("user-19")).isNotEqualTo(Layer.EMPTY);
        assertThat(policies.layer("user-20")).isEqualTo(Layer.EMPTY);

        Changed rest = take(null, ExportFormat.COCKPIT_CSV, file.toString());

        assertThat(rest.changes()).hasSize(100);
        assertThat(policies.layer("user-69").cockpit().get(Parameter.TH_CSI)).isEqualTo(new Value.Text("69"));
    }

    @ParameterizedTest
    @EnumSource
    void what_was_exported_comes_back(ExportFormat format) {
        String[] typed = {URL, NAME, PASSWORD, "th_safe_enable=true", "th_csi=007", "th_firstname=A, \"b\" <c>"};
        policies.add("anna");
        String base = "license,th_lastname\n,\nANNA,\n";
        Map<String, Policy> before = new HashMap<>();
        for (String account : new String[] {"", "anna"}) {
            String name = account.isEmpty() ? null : account;
            policies.set(name, format.channel(), typed);
            before.put(account, policies.layer(name).of(format.channel()));
        }
        String everybody = exported(null, format, base);
        String anna = format == ExportFormat.COCKPIT_CSV ? "" : exported("anna", format, base);
        for (String account : new String[] {null, "anna"}) {
            policies.set(account, format.channel(), "th_csi=other", "th_category=x", "th_safe_enable=false");
        }

        take(null, format, everybody);
        if (!anna.isEmpty()) {
            take(format == ExportFormat.WORK_API ? null : "anna", format, anna);
        }

        assertThat(policies.layer(null).of(format.channel())).isEqualTo(before.get(""));
        assertThat(policies.layer("anna").of(format.channel())).isEqualTo(before.get("anna"));
        assertThat(take(null, format, everybody).changes()).isEmpty();
    }

    private String exported(@Nullable String account, ExportFormat format, String base) {
        PolicyExports.Wish wish = new PolicyExports.Wish(
                format, format.platforms(), Secrets.PLAIN, Addressee.WORK_APP, Set.of(Warning.values()));
        return format == ExportFormat.COCKPIT_CSV
                ? policies.exports()
                        .exportCockpit(PolicyStore.TENANT, base.getBytes(UTF_8), wish)
                        .text()
                : policies.exports()
                        .export(new Target(PolicyStore.TENANT, account), wish)
                        .text();
    }

    private Changed take(@Nullable String account, ExportFormat format, String file) {
        return take(policies.imports(), account, format, file);
    }

    private Changed take(PolicyImports imports, @Nullable String account, ExportFormat format, String file) {
        Reading reading = new Reading(new Target(PolicyStore.TENANT, account), format, Unknown.IGNORED);
        Changed looked = imports.take(reading, file.getBytes(UTF_8), PolicyStore.DRY_RUN);
        return imports.take(reading, file.getBytes(UTF_8), PolicyStore.consent(looked));
    }
}

package strongroom.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.mdm.Channel;
import strongroom.mdm.Evaluation;
import strongroom.mdm.Layer;
import strongroom.mdm.Layers;
import strongroom.mdm.Parameter;
import strongroom.mdm.Phase;
import strongroom.mdm.Platform;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;

/** The tables of docs/enforcement.md are what the code does, line by line, and none is missing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SwitchesTableTest {

    private static final List<String> TRUTHS = List.of("unset", "false", "true");

    @Test
    void uploads_follow_from_a_policy_as_the_document_says() throws IOException {
        List<List<String>> computed = new ArrayList<>();
        for (String enable : TRUTHS) {
            for (String disable : TRUTHS) {
                Layers layers = layers(Parameter.TH_SAFE_ENABLE, enable, disable);
                computed.add(List.of(
                        enable,
                        disable,
                        backups(layers, Platform.ANDROID),
                        backups(layers, Platform.IOS),
                        word(Switches.of(layers).uploads())));
            }
        }

        assertThat(table("| th_safe_enable |")).containsExactlyElementsOf(computed);
    }

    @Test
    void reads_follow_from_a_policy_as_the_document_says() throws IOException {
        List<List<String>> computed = new ArrayList<>();
        for (String restore : TRUTHS) {
            for (String disable : TRUTHS) {
                Layers layers = layers(Parameter.TH_SAFE_RESTORE_ENABLE, restore, disable);
                computed.add(List.of(
                        restore,
                        disable,
                        restores(layers, Platform.ANDROID),
                        restores(layers, Platform.IOS),
                        word(Switches.of(layers).reads())));
            }
        }

        assertThat(table("| th_safe_restore_enable |")).containsExactlyElementsOf(computed);
    }

    @Test
    void the_cockpit_alone_forbids_android_only_unless_it_overrides() {
        Policy off = set(Policy.EMPTY, Parameter.TH_SAFE_ENABLE, "false");
        Layer cockpit = Layer.of(Channel.COCKPIT, off);

        assertThat(Switches.of(new Layers(cockpit, Layer.EMPTY, false)).uploads())
                .isEqualTo(Uploads.ACCEPTED);
        assertThat(Switches.of(new Layers(cockpit, Layer.EMPTY, true)).uploads())
                .isEqualTo(Uploads.REFUSED);
    }

    @Test
    void a_decision_about_an_account_beats_its_tenants_and_both_beat_the_policy() {
        Switches forced = new Switches(Uploads.EXPECTED, Reads.REFUSED);
        Decision refuse = new Decision(Decision.OnUploads.REFUSE, Decision.OnReads.POLICY);
        Decision open = new Decision(Decision.OnUploads.ACCEPT, Decision.OnReads.SERVE);

        assertThat(new Enforcement(forced, Decision.NONE, Decision.NONE).switches())
                .isEqualTo(forced);
        Enforcement byTenant = new Enforcement(forced, refuse, Decision.NONE);
        assertThat(byTenant.switches()).isEqualTo(new Switches(Uploads.REFUSED, Reads.REFUSED));
        assertThat(byTenant.uploadsFrom()).isEqualTo(Enforcement.Origin.TENANT);
        assertThat(byTenant.readsFrom()).isEqualTo(Enforcement.Origin.POLICY);
        Enforcement byAccount = new Enforcement(forced, refuse, open);
        assertThat(byAccount.switches())
                .as("accepted, and still expected")
                .isEqualTo(new Switches(Uploads.EXPECTED, Reads.SERVED));
        assertThat(byAccount.uploadsFrom()).isEqualTo(Enforcement.Origin.ACCOUNT);
        assertThat(new Enforcement(new Switches(Uploads.REFUSED, Reads.SERVED), refuse, open).switches())
                .isEqualTo(Switches.OPEN);
    }

    private static String backups(Layers layers, Platform platform) {
        return Evaluation.of(layers.policy(platform, Phase.AFTERWARDS), platform)
                .backup()
                .mode()
                .name();
    }

    private static String restores(Layers layers, Platform platform) {
        return Evaluation.of(layers.policy(platform, Phase.SET_UP), platform)
                .restore()
                .mode()
                .name();
    }

    private static Layers layers(Parameter parameter, String truth, String disableBackups) {
        Policy policy = set(set(Policy.EMPTY, parameter, truth), Parameter.TH_DISABLE_BACKUPS, disableBackups);
        return new Layers(Layer.of(Channel.EXTERNAL, policy), Layer.EMPTY, false);
    }

    private static Policy set(Policy policy, Parameter parameter, String truth) {
        return truth.equals("unset") ? policy : policy.with(parameter, new Value.Truth(Boolean.parseBoolean(truth)));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static List<List<String>> table(String head) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        @Nullable String before = null;
        boolean isInside = false;
        for (String line : Files.readAllLines(Path.of("docs/enforcement.md"))) {
            isInside = line.startsWith("|") && (isInside || (before != null && before.startsWith(head)));
            if (isInside && !line.startsWith("|---")) {
                rows.add(Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList());
            }
            before = line;
        }
        return rows;
    }
}

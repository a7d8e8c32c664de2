package strongroom.mdm.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;
import strongroom.mdm.export.CockpitSheet.Changed;

/** What is written is read as the same, whatever it is. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RoundTripTest {

    private static final int POLICIES = 300;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COCKPIT_CSV")
    void a_policy_comes_back_with_the_same_values(ExportFormat format) {
        for (int seed = 0; seed < POLICIES; seed++) {
            Policy policy = Examples.random(format, new Random(seed));

            String written = Examples.write(policy, format, Secrets.PLAIN, Addressee.EVERYBODY);

            assertThat(Examples.values(Examples.read(format, written), null))
                    .as("seed %d", seed)
                    .isEqualTo(policy.values());
        }
    }

    @Test
    void a_policy_for_one_credential_comes_back_with_it() {
        for (int seed = 0; seed < POLICIES; seed++) {
            Policy policy = Examples.random(ExportFormat.WORK_API, new Random(seed));
            Addressee one = new Addressee(Addressee.WORK_APP, "c\u00E4 \"" + seed);

            String written = Examples.write(policy, ExportFormat.WORK_API, Secrets.PLAIN, one);

            assertThat(Examples.values(Examples.read(ExportFormat.WORK_API, written), one.credential()))
                    .as("seed %d", seed)
                    .isEqualTo(policy.values());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "license\r\n\"\"\r\na\r\nb",
                "license,th_csi,x\n,,\"1\n\"\n\na,,\nb,7,\n",
                "\uFEFF\"license\",\"th_safe_enable\"\n\"\",\"true\"\n\"a\",\"\"\n\"b\",\"\"\n"
            })
    void a_policy_that_is_put_into_a_file_of_the_cockpit_comes_back_and_leaves_the_others_alone(String file) {
        for (int seed = 0; seed < POLICIES; seed++) {
            Policy policy = Examples.random(ExportFormat.COCKPIT_CSV, new Random(seed));
            String credential = seed % 2 == 0 ? null : "a";

            byte[] written = put(policy, credential, file.getBytes(UTF_8));

            for (DeliveredScope scope : Examples.scopes(PolicyReader.read(ExportFormat.COCKPIT_CSV, written))) {
                boolean isChanged = Objects.equals(scope.credential(), credential);
                assertThat(Examples.values(scope))
                        .as("seed %d", seed)
                        .isEqualTo(isChanged ? policy.values() : before(file, scope.credential()));
            }
        }
    }

    @Test
    void what_is_put_in_and_taken_out_again_leaves_the_file_as_it_was() {
        byte[] file = "license,th_csi,x,th_safe_enable\r\n,,\"1\r\n\",\r\n\r\na,\"\",,".getBytes(UTF_8);
        Policy policy = Policy.EMPTY
                .with(Parameter.TH_CSI, new Value.Text(Examples.TRICKY))
                .with(Parameter.TH_SAFE_ENABLE, new Value.Truth(true));

        byte[] written = put(Policy.EMPTY, "a", put(policy, "a", file));

        assertThat(put(policy, "a", file)).isNotEqualTo(file);
        assertThat(written).isEqualTo(file);
    }

    private static byte[] put(Policy policy, @Nullable String credential, byte[] file) {
        CockpitSheet sheet = sheet(file);
        for (Parameter parameter : Parameter.values()) {
            if (parameter.channels().contains(ExportFormat.COCKPIT_CSV.channel())) {
                Value value = policy.get(parameter);
                sheet = sheet.with(credential, parameter, value) instanceof Changed(CockpitSheet changed)
                        ? changed
                        : sheet;
            }
        }
        return sheet.bytes();
    }

    private static Map<Parameter, Value> before(String file, @Nullable String credential) {
        return sheet(file.getBytes(UTF_8)).scopes().stream()
                .filter(scope -> Objects.equals(scope.credential(), credential))
                .map(Examples::values)
                .findFirst()
                .orElseThrow();
    }

    private static CockpitSheet sheet(byte[] file) {
        return switch (CockpitSheet.read(file, PolicyReader.Unknown.REFUSED)) {
            case CockpitSheet.Opened(CockpitSheet sheet) -> sheet;
            case ReadOutcome.Flawed flawed -> throw new AssertionError(flawed.toString());
        };
    }
}

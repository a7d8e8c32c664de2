package strongroom.mdm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Every combination of the states, compared with a second reading of the specification. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class EvaluationOracleTest {

    private static final String UNSET = "unset";
    private static final List<String> STATES = List.of(UNSET, "false", "true");
    private static final List<String> DELIVERIES =
            List.of(UNSET, "false", "true", "'true'", "'False'", "'1'", "'0'", "''", "'yes'", "0", "1", "2");

    @Test
    void every_combination_of_the_states_comes_out_as_the_specification_says() {
        List<String> wrong = new ArrayList<>();
        int count = 0;
        for (int[] texts : texts(List.of(-1, 0, 8), List.of(-1, 0, 1, 7, 8, 9, 4096, 4097), List.of(-1, 0, 20))) {
            count += compare(STATES, texts, wrong);
        }

        assertThat(wrong).isEmpty();
        assertThat(count).isEqualTo(2 * 81 * 72);
    }

    @Test
    void every_way_to_deliver_a_truth_value_comes_out_as_the_specification_says() {
        List<String> wrong = new ArrayList<>();
        int count = 0;
        for (int[] texts : texts(List.of(-1, 8), List.of(-1, 7, 8), List.of(20))) {
            count += compare(DELIVERIES, texts, wrong);
        }

        assertThat(wrong).isEmpty();
        assertThat(count).isEqualTo(2 * 20_736 * 6);
    }

    private static List<int[]> texts(List<Integer> ids, List<Integer> passwords, List<Integer> urls) {
        List<int[]> all = new ArrayList<>();
        for (int id : ids) {
            for (int password : passwords) {
                urls.forEach(url -> all.add(new int[] {id, password, url}));
            }
        }
        return all;
    }

    /** Compares all combinations of four truth values; returns how many comparisons these were. */
    private static int compare(List<String> states, int[] texts, List<String> wrong) {
        int count = 0;
        for (String disable : states) {
            for (String enable : states) {
                for (String restore : states) {
                    for (String skip : states) {
                        count += compare(
                                new Oracle.Setting(
                                        orNull(disable),
                                        orNull(enable),
                                        orNull(restore),
                                        orNull(skip),
                                        texts[0],
                                        texts[1],
                                        texts[2]),
                                wrong);
                    }
                }
            }
        }
        return count;
    }

    private static int compare(Oracle.Setting setting, List<String> wrong) {
        Policy policy = policy(setting);
        for (Platform platform : Platform.values()) {
            String expected = new Oracle(platform == Platform.ANDROID, setting).expected();
            String found = inWords(Evaluation.of(policy, platform));
            if (!found.equals(expected) && wrong.size() < 10) {
                wrong.add("%s on %s: %s, but expected %s".formatted(setting, platform, found, expected));
            }
        }
        return Platform.values().length;
    }

    private static String inWords(Evaluation evaluation) {
        return "%s server=%s password=%s %s %s"
                .formatted(
                        evaluation.backup().mode(),
                        evaluation.serverPreset(),
                        evaluation.passwordPreset(),
                        evaluation.restore().mode(),
                        evaluation.firstSetUp());
    }

    private static Policy policy(Oracle.Setting setting) {
        Policy policy = Policy.EMPTY;
        policy = truth(policy, Parameter.TH_DISABLE_BACKUPS, setting.disableBackups());
        policy = truth(policy, Parameter.TH_SAFE_ENABLE, setting.safeEnable());
        policy = truth(policy, Parameter.TH_SAFE_RESTORE_ENABLE, setting.restoreEnable());
        policy = truth(policy, Parameter.TH_SKIP_WIZARD, setting.skipWizard());
        policy = text(policy, Parameter.TH_SAFE_RESTORE_ID, setting.restoreId());
        policy = text(policy, Parameter.TH_SAFE_PASSWORD, setting.password());
        return text(policy, Parameter.TH_SAFE_SERVER_URL, setting.url());
    }

    private static Policy truth(Policy policy, Parameter parameter, @Nullable String written) {
        return written == null ? policy : policy.with(parameter, Written.value(written));
    }

    private static Policy text(Policy policy, Parameter parameter, int length) {
        return length < 0 ? policy : policy.with(parameter, new Value.Text("X".repeat(length)));
    }

    private static @Nullable String orNull(String state) {
        return state.equals(UNSET) ? null : state;
    }
}

package strongroom.mdm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LayersTest {

    static List<Table.Row> mergeTable() {
        return Table.read("merge-table.txt");
    }

    @ParameterizedTest
    @MethodSource("mergeTable")
    void values_for_everybody_merge_as_the_table_says(Table.Row row) {
        check(row, new Layers(layer(row), Layer.EMPTY, row.get("override").equals("yes")));
    }

    @ParameterizedTest
    @MethodSource("mergeTable")
    void values_of_an_account_merge_as_the_table_says(Table.Row row) {
        check(row, new Layers(Layer.EMPTY, layer(row), row.get("override").equals("yes")));
    }

    @ParameterizedTest
    @EnumSource
    void within_a_channel_the_individual_value_beats_the_global_one(Channel channel) {
        Layers layers = new Layers(
                Layer.of(channel, Written.policy("th_safe_enable=true th_csi='everybody'")),
                Layer.of(channel, Written.policy("th_safe_enable=false")),
                true);

        for (Phase phase : Phase.values()) {
            for (Platform platform : Platform.values()) {
                assertThat(layers.policy(platform, phase))
                        .isEqualTo(Written.policy("th_safe_enable=false th_csi='everybody'"));
            }
        }
    }

    @Test
    void without_its_individual_value_an_account_has_the_global_one() {
        Layers layers = new Layers(
                Layer.of(Channel.EXTERNAL, Written.policy("th_safe_enable=true")),
                Layer.of(
                        Channel.EXTERNAL, Written.policy("th_safe_enable=false").without(Parameter.TH_SAFE_ENABLE)),
                false);

        assertThat(layers.policy(Platform.IOS, Phase.SET_UP)).isEqualTo(Written.policy("th_safe_enable=true"));
    }

    @Test
    void the_channel_counts_before_the_level() {
        Layers layers = new Layers(
                Layer.of(Channel.COCKPIT, Written.policy("th_safe_enable=true")),
                Layer.of(Channel.EXTERNAL, Written.policy("th_safe_enable=false")),
                true);

        assertThat(layers.policy(Platform.ANDROID, Phase.SET_UP)).isEqualTo(Written.policy("th_safe_enable=true"));
    }

    @Test
    void a_value_that_counts_says_where_it_was_set_and_what_it_beats() {
        Layers layers = new Layers(
                Layer.of(Channel.EXTERNAL, Written.policy("th_safe_enable=true th_csi='7'")),
                Layer.of(Channel.EXTERNAL, Written.policy("th_safe_enable=false"))
                        .with(Channel.COCKPIT, Written.policy("th_firstname='Alice'")),
                false);

        assertThat(layers.effective(Platform.ANDROID, Phase.SET_UP))
                .containsEntry(
                        Parameter.TH_SAFE_ENABLE,
                        new Layers.Effective(
                                new Value.Truth(false),
                                new Origin(Level.INDIVIDUAL, Channel.EXTERNAL),
                                new Value.Truth(true)))
                .containsEntry(
                        Parameter.TH_CSI,
                        new Layers.Effective(new Value.Text("7"), new Origin(Level.GLOBAL, Channel.EXTERNAL), null))
                .containsEntry(
                        Parameter.TH_FIRSTNAME,
                        new Layers.Effective(
                                new Value.Text("Alice"), new Origin(Level.INDIVIDUAL, Channel.COCKPIT), null))
                .hasSize(3);
    }

    @Test
    void the_value_that_a_cockpit_value_beats_is_one_of_the_cockpit() {
        Layers layers = new Layers(
                Layer.of(Channel.EXTERNAL, Written.policy("th_safe_enable=true")),
                Layer.of(Channel.COCKPIT, Written.policy("th_safe_enable=false")),
                true);

        Layers.Effective effective = Objects.requireNonNull(
                layers.effective(Platform.IOS, Phase.AFTERWARDS).get(Parameter.TH_SAFE_ENABLE));

        assertThat(effective.global()).isNull();
    }

    @Test
    void the_catalogues_order_is_kept() {
        Layers layers = new Layers(
                Layer.of(Channel.COCKPIT, Written.policy("th_nickname='n' th_disable_backups=false")),
                Layer.of(Channel.EXTERNAL, Written.policy("th_safe_enable=true")),
                false);

        assertThat(layers.policy(Platform.ANDROID, Phase.SET_UP).values().keySet())
                .containsExactly(Parameter.TH_DISABLE_BACKUPS, Parameter.TH_SAFE_ENABLE, Parameter.TH_NICKNAME);
    }

    @Test
    void the_cockpit_is_in_use_by_either_level() {
        Policy policy = Written.policy("th_csi='7'");

        assertThat(new Layers(Layer.of(Channel.COCKPIT, policy), Layer.EMPTY, false).usesCockpit())
                .isTrue();
        assertThat(new Layers(Layer.EMPTY, Layer.of(Channel.COCKPIT, policy), false).usesCockpit())
                .isTrue();
        assertThat(new Layers(Layer.of(Channel.EXTERNAL, policy), Layer.EMPTY, true).usesCockpit())
                .isFalse();
        assertThat(Layers.EMPTY.usesCockpit()).isFalse();
    }

    @Test
    void a_level_is_found_by_its_name() {
        Layer global = Layer.of(Channel.EXTERNAL, Written.policy("th_csi='7'"));
        Layer individual = Layer.of(Channel.COCKPIT, Written.policy("th_csi='8'"));
        Layers layers = new Layers(global, individual, false);

        assertThat(layers.of(Level.GLOBAL)).isEqualTo(global);
        assertThat(layers.of(Level.INDIVIDUAL)).isEqualTo(individual);
        assertThat(layers.isEmpty()).isFalse();
        assertThat(Layers.EMPTY.isEmpty()).isTrue();
    }

    private static Layer layer(Table.Row row) {
        return Layer.of(Channel.COCKPIT, Written.policy(row.get("cockpit")))
                .with(Channel.EXTERNAL, Written.policy(row.get("external")));
    }

    private static void check(Table.Row row, Layers layers) {
        assertThat(layers.policy(Platform.ANDROID, Phase.SET_UP)).isEqualTo(Written.policy(row.get("android")));
        assertThat(layers.policy(Platform.ANDROID, Phase.AFTERWARDS)).isEqualTo(Written.policy(row.get("android")));
        assertThat(layers.policy(Platform.IOS, Phase.SET_UP)).isEqualTo(Written.policy(row.get("ios set-up")));
        assertThat(layers.policy(Platform.IOS, Phase.AFTERWARDS)).isEqualTo(Written.policy(row.get("ios afterwards")));
    }
}

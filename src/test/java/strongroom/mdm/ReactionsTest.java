package strongroom.mdm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ReactionsTest {

    static List<Table.Row> onAndroid() {
        return Table.read("reactions-android.txt");
    }

    static List<Table.Row> onIos() {
        return Table.read("reactions-ios.txt");
    }

    @ParameterizedTest
    @MethodSource("onAndroid")
    void android_does_what_the_table_says_and_no_more(Table.Row row) {
        assertThat(reactions(row, Platform.ANDROID)).isEqualTo(expected(row, Platform.ANDROID));
    }

    @ParameterizedTest
    @MethodSource("onIos")
    void an_iphone_does_what_the_table_says_and_no_more(Table.Row row) {
        assertThat(reactions(row, Platform.IOS)).isEqualTo(expected(row, Platform.IOS));
    }

    @ParameterizedTest
    @EnumSource
    void each_has_a_case(Reaction reaction) {
        List<Table.Row> rows = reaction.platform() == Platform.ANDROID ? onAndroid() : onIos();

        assertThat(rows).anyMatch(row -> expected(row, reaction.platform()).contains(reaction.name()));
    }

    @Test
    void an_iphone_that_is_set_up_takes_nothing_from_a_cockpit_that_does_not_override() {
        Layers before = Layers.EMPTY;
        Layers after = Scene.of(".").inCockpit("th_safe_enable=false").layers();

        assertThat(Reactions.of(before, after, Platform.IOS, Reactions.Safe.ON)).isEmpty();
        assertThat(Reactions.of(before, after, Platform.ANDROID, Reactions.Safe.ON))
                .contains(Reaction.ANDROID_GOES_ON);
    }

    @Test
    void an_override_that_is_switched_on_is_a_change_of_policy() {
        Scene before = Scene.of(".").inCockpit("th_safe_enable=false");
        Layers after = before.overriding().layers();

        assertThat(Reactions.of(before.layers(), after, Platform.IOS, Reactions.Safe.ON))
                .containsExactly(Reaction.IOS_IS_FORBIDDEN);
        assertThat(Reactions.of(before.layers(), after, Platform.ANDROID, Reactions.Safe.ON))
                .isEmpty();
    }

    @Test
    void the_effects_come_in_their_order() {
        assertThat(Reaction.ANDROID_MOVES_WITH_OWN_PASSWORD.effects())
                .containsExactly(Effect.UPLOADS, Effect.LEAVES_OLD);
        assertThat(Reaction.IOS_ASKS_TO_ADOPT_PASSWORD.effects())
                .containsExactly(Effect.DELETES, Effect.UPLOADS, Effect.ASKS);
        assertThat(Reaction.ANDROID_WAITS_FOR_USER.effects()).isEmpty();
    }

    @Test
    void only_iphones_delete() {
        assertThat(Reaction.values())
                .filteredOn(reaction -> reaction.effects().contains(Effect.DELETES))
                .allMatch(reaction -> reaction.platform() == Platform.IOS)
                .hasSize(7);
    }

    @Test
    void its_name_is_stable() {
        assertThat(Reaction.IOS_MOVES_WITH_MANAGED_PASSWORD).hasToString("ios-moves-with-managed-password");
    }

    private static List<String> reactions(Table.Row row, Platform platform) {
        Set<Reaction> found = Reactions.of(
                Scene.layers(row.get("before")),
                Scene.layers(row.get("after")),
                platform,
                Reactions.Safe.valueOf(row.get("safe").toUpperCase(Locale.ROOT)));
        return found.stream().map(Enum::name).sorted().toList();
    }

    private static List<String> expected(Table.Row row, Platform platform) {
        return Stream.of(row.words("reactions"))
                .flatMap(List::stream)
                .map(name -> platform.name() + "_" + name)
                .sorted()
                .toList();
    }
}

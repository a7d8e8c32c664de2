package strongroom.mdm.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import strongroom.mdm.Channel;
import strongroom.mdm.Platform;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ExportFormatTest {

    @ParameterizedTest
    @EnumSource
    void a_format_is_found_by_the_word_that_it_prints(ExportFormat format) {
        assertThat(ExportFormat.of(format.toString())).isEqualTo(format);
    }

    @Test
    void a_word_in_another_case_or_another_word_is_none() {
        assertThat(ExportFormat.of("PLIST")).isNull();
        assertThat(ExportFormat.of("yaml")).isNull();
    }

    @Test
    void only_the_file_and_the_requests_of_the_cockpit_go_by_the_cockpit() {
        assertThat(ExportFormat.values())
                .filteredOn(format -> format.channel() == Channel.COCKPIT)
                .containsExactly(ExportFormat.COCKPIT_CSV, ExportFormat.WORK_API);
    }

    @Test
    void property_lists_are_for_ios_and_json_for_android_and_the_others_for_both() {
        assertThat(ExportFormat.values())
                .filteredOn(format -> format.platforms().equals(Set.of(Platform.IOS)))
                .containsExactly(ExportFormat.PLIST, ExportFormat.DICT);
        assertThat(ExportFormat.values())
                .filteredOn(format -> format.platforms().equals(Set.of(Platform.ANDROID)))
                .containsExactly(ExportFormat.ANDROID, ExportFormat.INTUNE);
    }
}

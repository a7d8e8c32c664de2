package strongroom.mdm.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;

/** What all formats have in common when they are read. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PolicyReaderTest {

    private static final Policy POLICY = Policy.EMPTY.with(Parameter.TH_CSI, new Value.Text("7 \u00E9"));

    @ParameterizedTest
    @EnumSource
    void a_byte_order_mark_is_allowed(ExportFormat format) {
        assertThat(Examples.values(Examples.read(format, "\uFEFF" + file(format)), null))
                .isEqualTo(Map.of(Parameter.TH_CSI, new Value.Text("7 \u00E9")));
    }

    @ParameterizedTest
    @EnumSource
    void another_encoding_is_a_flaw_with_the_place_of_the_first_wrong_byte(ExportFormat format) {
        String text = file(format);
        String before = text.substring(0, text.indexOf('\u00E9'));
        int line = (int) before.chars().filter(sign -> sign == '\n').count() + 1;
        Place place = new Place(line, before.length() - before.lastIndexOf('\n'));

        assertThat(PolicyReader.read(format, text.getBytes(ISO_8859_1)))
                .isEqualTo(new ReadOutcome.Flawed(List.of(new Flaw.NotUtf8(place))));
        assertThat(PolicyReader.read(format, text.getBytes(UTF_16)))
                .isEqualTo(new ReadOutcome.Flawed(List.of(new Flaw.NotUtf8(new Place(1, 1)))));
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_ends_within_a_character_is_a_flaw(ExportFormat format) {
        byte[] whole = (file(format) + "\u00E9").getBytes(UTF_8);
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);

        assertThat(Examples.flaws(PolicyReader.read(format, cut)))
                .singleElement()
                .isInstanceOf(Flaw.NotUtf8.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DICT|<dict></dict>",
                "PLIST|<plist><dict><key>th_x</key><true/></dict></plist>",
                "TABLE|key,type,value",
                "ANDROID|{\"managedConfiguration\":{\"th_x\":true}}",
                "INTUNE|{\"managedProperty\":[]}",
                "WORK_API|{\"parameters\":[]}",
                "WORK_API|{\"property\":\"th_x\",\"value\":true}"
            })
    void a_file_without_anything_of_ours_speaks_of_everybody(ExportFormat format, String file) {
        ReadOutcome outcome = PolicyReader.read(format, file.getBytes(UTF_8), PolicyReader.Unknown.IGNORED);

        assertThat(Examples.scopes(outcome)).singleElement().satisfies(scope -> {
            assertThat(scope.credential()).isNull();
            assertThat(scope.values()).isEmpty();
        });
    }

    private static String file(ExportFormat format) {
        return switch (format) {
            case COCKPIT_CSV -> "license,th_csi\n,7 \u00E9\n";
            case PLIST, DICT, TABLE, ANDROID, INTUNE, WORK_API ->
                Examples.write(POLICY, format, Secrets.PLAIN, Addressee.EVERYBODY);
        };
    }
}

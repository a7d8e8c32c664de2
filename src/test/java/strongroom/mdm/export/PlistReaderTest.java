package strongroom.mdm.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.mdm.Parameter;
import strongroom.mdm.Value;
import strongroom.mdm.export.DeliveredScope.Delivered;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PlistReaderTest {

    @ParameterizedTest
    @EnumSource(names = {"PLIST", "DICT"})
    void a_whole_list_and_its_dictionary_are_both_read_as_either(ExportFormat format) {
        String dict = dict("<key>th_safe_enable</key><true/>");

        assertThat(values(format, dict)).containsOnly(Map.entry(Parameter.TH_SAFE_ENABLE, new Value.Truth(true)));
        assertThat(values(format, "<plist version=\"1.0\">" + dict + "</plist>"))
                .isEqualTo(values(format, dict));
    }

    @Test
    void a_value_stays_what_it_is_right_or_wrong() {
        Map<Parameter, Value> values = values(ExportFormat.PLIST, dict("""
                <key>th_safe_enable</key><string>true</string>
                <key>th_disable_backups</key><integer>1</integer>
                <key>th_skip_wizard</key><false></false>
                <key>th_safe_server_password</key><integer> -12345678 </integer>
                <key>th_safe_password</key><string/>
                <key>th_csi</key><true/>
                """));

        assertThat(values)
                .containsOnly(
                        Map.entry(Parameter.TH_SAFE_ENABLE, new Value.Text("true")),
                        Map.entry(Parameter.TH_DISABLE_BACKUPS, new Value.Whole(1)),
                        Map.entry(Parameter.TH_SKIP_WIZARD, new Value.Truth(false)),
                        Map.entry(Parameter.TH_SAFE_SERVER_PASSWORD, new Value.Whole(-12345678)),
                        Map.entry(Parameter.TH_SAFE_PASSWORD, new Value.Text("")),
                        Map.entry(Parameter.TH_CSI, new Value.Truth(true)));
    }

    @Test
    void a_text_is_put_together_from_all_that_xml_makes_of_one() {
        String text = dict(
                "<key>th_<!-- hm -->csi</key><string> a<![CDATA[<&>]]>b<!-- c -->d<?e f?>&lt;&#13;&#x1F511; </string>");

        assertThat(values(ExportFormat.DICT, text))
                .containsOnly(Map.entry(Parameter.TH_CSI, new Value.Text(" a<&>bd<\r\uD83D\uDD11 ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a long line ", "&#13;x", "&amp;"})
    void a_long_text_is_read(String piece) {
        String text = dict("<key>th_csi</key><string>" + piece.repeat(90_000) + "</string>");
        String said = piece.replace("&#13;", "\r").replace("&amp;", "&");

        assertThat(values(ExportFormat.DICT, text))
                .containsOnly(Map.entry(Parameter.TH_CSI, new Value.Text(said.repeat(90_000))));
    }

    /** The JDK counts what it replaces, and gives up; nobody's policy comes near. */
    @Test
    void a_text_with_more_references_than_the_jdk_takes_is_a_flaw() {
        assertThat(flaw(dict("<key>th_csi</key><string>" + "&amp;".repeat(200_000) + "</string>")))
                .isInstanceOf(Flaw.Malformed.class);
    }

    @Test
    void a_value_has_the_line_and_the_character_of_its_key() {
        ReadOutcome outcome = read(dict("\n  <key>th_csi</key>\n  <string>x</string>\n"));

        assertThat(Examples.scopes(outcome).getFirst().values())
                .containsExactly(new Delivered(Parameter.TH_CSI, new Value.Text("x"), new Place(2, 8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<real>1.5</real>",
                "<date>2026-01-01T00:00:00Z</date>",
                "<data>AAAA</data>",
                "<integer>1.0</integer>",
                "<integer>007</integer>",
                "<integer>+7</integer>",
                "<integer>99999999999999999999</integer>",
                "<true>no</true>"
            })
    void a_value_that_no_app_takes_is_a_flaw(String value) {
        assertThat(flaw(dict("<key>th_csi</key>" + value))).isEqualTo(new Flaw.OtherValue(new Place(1, 12), "th_csi"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<dict><key>a</key><true/></dict>", "<array><string>a</string></array>"})
    void a_nested_value_is_a_flaw_and_reading_goes_on(String value) {
        ReadOutcome outcome = read(dict("<key>th_csi</key>" + value + "<key>th_oops</key><true/>"));

        assertThat(Examples.flaws(outcome))
                .hasSize(2)
                .first()
                .isEqualTo(new Flaw.NestedValue(new Place(1, 12), "th_csi"));
        assertThat(Examples.flaws(outcome)).last().isInstanceOf(Flaw.UnknownKey.class);
    }

    @Test
    void a_key_that_nobody_knows_is_a_flaw() {
        assertThat(flaw(dict("\n<key>th_safe_enabel</key><true/>")))
                .isEqualTo(new Flaw.UnknownKey(new Place(2, 6), "th_safe_enabel"));
    }

    @Test
    void a_key_that_comes_twice_is_a_flaw() {
        assertThat(flaw(dict("<key>th_csi</key><string>a</string>\n<key>th_csi</key><string>a</string>")))
                .isEqualTo(new Flaw.DuplicateKey(new Place(2, 6), "th_csi"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html/>",
                "<plist/>",
                "<plist><array/></plist>",
                "<plist><dict/><dict/></plist>",
                "<plist>words<dict/></plist>",
                "<dict>words</dict>",
                "<dict><true/></dict>",
                "<dict><key>th_csi</key></dict>",
                "<dict><key>th_csi</key><key>th_csi</key></dict>",
                "<dict><key>th_csi</key><blob/></dict>",
                "<dict><key>th<b/>_csi</key><true/></dict>",
                "<dict><key>th_csi</key><string>a<b/></string></dict>"
            })
    void xml_that_is_no_property_list_is_a_flaw(String text) {
        assertThat(flaw(text))
                .isInstanceOfSatisfying(
                        Flaw.OtherShape.class, flaw -> assertThat(flaw.wanted()).isEqualTo(ExportFormat.PLIST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "words",
                "<plist>",
                "<plist><dict></plist>",
                "<dict/><dict/>",
                "<dict>&nbsp;</dict>",
                "<dict><key>th_csi</key><string>&nbsp;</string></dict>",
                "<dict><key>th_csi</key><string>&#0;</string></dict>",
                "{}",
                "key,type,value"
            })
    void what_is_no_xml_is_a_flaw(String text) {
        assertThat(flaw(text))
                .isInstanceOfSatisfying(
                        Flaw.Malformed.class, flaw -> assertThat(flaw.syntax()).isEqualTo(Flaw.Syntax.XML));
    }

    @Test
    void a_broken_line_is_named() {
        assertThat(flaw("<plist>\n<dict>\n<key>th_csi</kei>").place().row()).isEqualTo(3);
    }

    @Test
    void a_binary_list_is_a_flaw_of_its_own() {
        byte[] binary = new byte[40];
        System.arraycopy("bplist00".getBytes(UTF_8), 0, binary, 0, 8);
        binary[9] = (byte) 0xD1;

        assertThat(PolicyReader.read(ExportFormat.DICT, binary))
                .isEqualTo(new ReadOutcome.Flawed(List.of(new Flaw.BinaryPlist(new Place(1, 1)))));
    }

    @Test
    void another_encoding_in_the_first_line_is_a_flaw() {
        assertThat(flaw("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><dict/>"))
                .isInstanceOf(Flaw.NotUtf8.class);
        assertThat(values(ExportFormat.PLIST, "<?xml version=\"1.0\" encoding=\"utf-8\"?><dict/>"))
                .isEmpty();
    }

    @Test
    void a_file_that_an_entity_names_is_not_opened(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "hunter");
        String declared = "<!DOCTYPE plist [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>";

        ReadOutcome outcome = read(declared + dict("<key>th_csi</key><string>a&x;b</string>"));

        assertThat(Examples.flaws(outcome)).singleElement().isInstanceOf(Flaw.Malformed.class);
        assertThat(outcome).asString().doesNotContain("hunter");
    }

    @Test
    void what_a_document_type_names_is_not_opened_either(@TempDir Path folder) throws Exception {
        Path types = Files.writeString(folder.resolve("types.dtd"), "<!ENTITY x 'hunter'>");
        String inside = "<!DOCTYPE plist [<!ENTITY % p SYSTEM \"" + types.toUri() + "\"> %p;]>";
        String outside = "<!DOCTYPE plist SYSTEM \"" + types.toUri() + "\">";
        String nowhere = "<!DOCTYPE plist SYSTEM \"http://127.0.0.1:1/none.dtd\">";

        for (String declared : new String[] {inside, outside}) {
            assertThat(flaw(declared + dict("<key>th_csi</key><string>&x;</string>")))
                    .isInstanceOf(Flaw.Malformed.class);
        }
        assertThat(values(ExportFormat.DICT, nowhere + dict(""))).isEmpty();
    }

    @Test
    void a_billion_laughs_are_none() {
        StringBuilder declared = new StringBuilder("<!DOCTYPE plist [<!ENTITY a0 'ha'>");
        for (int i = 1; i < 30; i++) {
            declared.append("<!ENTITY a%d '&a%d;&a%d;'>".formatted(i, i - 1, i - 1));
        }
        declared.append("]>");

        assertThat(flaw(declared + dict("<key>th_csi</key><string>&a29;</string>")))
                .isInstanceOf(Flaw.Malformed.class);
        assertThat(flaw(declared + "<dict x=\"&a29;\"/>")).isInstanceOf(Flaw.Malformed.class);
    }

    @Test
    void depth_is_limited() {
        String arrays = "<array>".repeat(31) + "</array>".repeat(31);
        String deeper = "<array>".repeat(100_000);

        assertThat(flaw(dict("<key>th_csi</key>" + arrays))).isInstanceOf(Flaw.NestedValue.class);
        assertThat(flaw(dict("<key>th_csi</key>" + deeper))).isInstanceOf(Flaw.TooDeep.class);
    }

    private static String dict(String content) {
        return "<dict>" + content + "</dict>";
    }

    private static ReadOutcome read(String text) {
        return Examples.read(ExportFormat.PLIST, text);
    }

    private static Map<Parameter, Value> values(ExportFormat format, String text) {
        return Examples.values(Examples.read(format, text), null);
    }

    private static Flaw flaw(String text) {
        ReadOutcome outcome = read(text);
        assertThat(Examples.flaws(outcome)).hasSize(1);
        return Examples.flaws(outcome).getFirst();
    }
}

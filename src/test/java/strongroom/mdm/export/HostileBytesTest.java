package strongroom.mdm.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the bytes are, reading ends, with values or with flaws and never with an exception. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class HostileBytesTest {

    private static final int FILES = 3000;

    /** What breaks readers when it turns up in the wrong place. */
    private static final List<String> PIECES = List.of(
            "<",
            ">",
            "&",
            ";",
            "&#",
            "&#x",
            "&a;",
            "]]>",
            "<![CDATA[",
            "<!--",
            "-->",
            "<?",
            "?>",
            "<!DOCTYPE",
            "<!ENTITY",
            "%a;",
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "\"",
            "\\",
            "\\u",
            "\\ud83d",
            "1e999999999",
            "9".repeat(2000),
            "-",
            "\r",
            "\n",
            "\u0000",
            "\uFEFF",
            "\u2028",
            "<dict>",
            "</dict>",
            "<key>",
            "<true/>",
            "xmlns:a='b' ",
            "a:",
            " encoding='x' ",
            " version='1.1' ",
            "<a:b/>",
            "null",
            "[[[[[",
            "license",
            "th_safe_enable",
            "\"value\"",
            "<integer>",
            "bplist00");

    @ParameterizedTest
    @EnumSource
    void noise_is_never_read(ExportFormat format) {
        Random random = new Random(1);

        for (int i = 0; i < FILES; i++) {
            byte[] noise = new byte[20 + random.nextInt(200)];
            random.nextBytes(noise);

            assertThat(PolicyReader.read(format, noise)).isInstanceOf(ReadOutcome.Flawed.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_file_with_holes_and_splinters_is_read_or_refused(ExportFormat format) {
        byte[] whole = file(format);
        Random random = new Random(2);

        for (int i = 0; i < FILES; i++) {
            byte[] broken = whole;
            for (int wounds = 1 + random.nextInt(4); wounds > 0; wounds--) {
                broken = wounded(broken, random);
            }

            check(PolicyReader.read(format, broken));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_breaks_off_anywhere_is_read_or_refused(ExportFormat format) {
        byte[] whole = file(format);

        for (int length = 0; length < whole.length; length++) {
            check(PolicyReader.read(format, Arrays.copyOf(whole, length)));
        }
    }

    /** A cockpit file that is taken is also given back. */
    @ParameterizedTest
    @EnumSource(names = "COCKPIT_CSV")
    void what_is_taken_is_given_back_byte_for_byte(ExportFormat format) {
        Random random = new Random(3);
        int taken = 0;

        for (int i = 0; i < FILES; i++) {
            byte[] file = wounded(file(format), random);
            if (CockpitSheet.read(file, PolicyReader.Unknown.REFUSED)
                    instanceof CockpitSheet.Opened(CockpitSheet sheet)) {
                taken++;
                assertThat(sheet.bytes()).isEqualTo(file);
            }
        }

        assertThat(taken).isGreaterThan(FILES / 10);
    }

    private static void check(ReadOutcome outcome) {
        switch (outcome) {
            case ReadOutcome.Read(List<DeliveredScope> scopes) ->
                assertThat(scopes).doesNotContainNull().doesNotHaveDuplicates();
            case ReadOutcome.Flawed(List<Flaw> flaws) ->
                assertThat(flaws).isNotEmpty().hasSizeLessThanOrEqualTo(100).allSatisfy(flaw -> {
                    assertThat(flaw.place().row()).isPositive();
                    assertThat(flaw.place().column()).isPositive();
                });
        }
    }

    private static byte[] wounded(byte[] file, Random random) {
        int from = random.nextInt(file.length + 1);
        int to = random.nextBoolean() ? from : Math.min(file.length, from + random.nextInt(20));
        ByteArrayOutputStream wounded = new ByteArrayOutputStream();
        wounded.write(file, 0, from);
        switch (random.nextInt(4)) {
            case 0 -> wounded.write(random.nextInt(256));
            case 1 ->
                wounded.writeBytes(Arrays.copyOfRange(file, from, Math.min(file.length, from + random.nextInt(60))));
            case 2 -> {}
            default ->
                wounded.writeBytes(PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
        }
        wounded.write(file, to, file.length - to);
        return wounded.toByteArray();
    }

    private static byte[] file(ExportFormat format) {
        String text = switch (format) {
            case COCKPIT_CSV -> "license,th_safe_enable,th_csi,x\n,true,,1\n\na,,\"7, 8\",\nb,false,\u00E4,\n";
            case PLIST, DICT, TABLE, ANDROID, INTUNE, WORK_API ->
                Examples.write(Examples.everything(), format, Secrets.PLAIN, Addressee.EVERYBODY);
        };
        return text.getBytes(UTF_8);
    }
}

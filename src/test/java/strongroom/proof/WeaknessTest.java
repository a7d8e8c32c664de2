package strongroom.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class WeaknessTest {

    /** What a switch that weakens a promise would be called. A protection is only ever taken out from outside. */
    private static final Pattern SWITCH = Pattern.compile(
            "(?i)(disable|skip|without|no|weak(en)?|unsafe|insecure)[-_.]?"
                    + "(fsync|sync|commit|mac|seal(ing)?|drain(ing)?|fail[-_]?stop|brakes?|retention[-_]?clock|marks?)\\b");

    private static final Pattern ASKING = Pattern.compile(
            "(?:System\\.(?:getProperty|getenv)|Boolean\\.getBoolean|Integer\\.getInteger|Long\\.getLong)\\(\\s*\"?([^\",)]*)");

    @ParameterizedTest
    @EnumSource(Weakness.class)
    void every_weakness_finds_its_places_in_the_program(Weakness weakness) throws IOException {
        assertThat(weakness.edits()).isNotEmpty();
        for (Edit edit : weakness.edits()) {
            byte[] compiled = compiled(edit.className());
            assertThat(edit.apply(compiled)).isNotEqualTo(compiled);
        }
    }

    @Test
    void a_weakness_that_no_longer_finds_its_place_is_refused() throws IOException {
        byte[] compiled = compiled("strongroom.cli.Main");
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> Edit.nothing("strongroom.cli.Main", "isNotThere").apply(compiled))
                .withMessageContaining("no such place");
    }

    @Test
    void the_shipped_program_has_no_switch_that_weakens_a_promise() throws IOException {
        List<String> switches = new ArrayList<>();
        for (String folder : List.of("src/main", "config", "bin")) {
            try (Stream<Path> files = Files.walk(Path.of(folder)).filter(Files::isRegularFile)) {
                files.flatMap(WeaknessTest::switches).forEach(switches::add);
            }
        }
        assertThat(switches).isEmpty();
    }

    @Test
    void the_shipped_program_asks_the_system_for_nothing_but_names_and_places() throws IOException {
        Set<String> asked = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java")).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                ASKING.matcher(Files.readString(file)).results().forEach(found -> asked.add(found.group(1)));
            }
        }
        // The empty name is the whole environment, whose STRONGROOM_… are the settings of config/strongroom.conf.
        assertThat(asked)
                .containsExactlyInAnyOrder(
                        "", "user.name", "CREDENTIALS_DIRECTORY", "java.io.tmpdir", "org.sqlite.tmpdir");
    }

    /** Looks at literals and keys, where a switch would have its name; comments may well speak of such things. */
    private static Stream<String> switches(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> line.contains("\"") || line.contains("getenv") || line.contains(" = "))
                    .map(line -> line.replaceFirst("//.*|^\\s*[*#].*", ""))
                    .filter(line -> SWITCH.matcher(line).find())
                    .map(line -> file + ": " + line.strip());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] compiled(String className) throws IOException {
        try (InputStream bytes =
                WeaknessTest.class.getClassLoader().getResourceAsStream(className.replace('.', '/') + ".class")) {
            return Objects.requireNonNull(bytes, className).readAllBytes();
        }
    }
}

package strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays every session under {@code src/test/resources/strongroom/cli}. With {@code -Dtranscripts.write=true} the files are written as
 * they would have to be; what changed is then to be read, not believed.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class TranscriptsTest {

    private static final Path FILES = Path.of("src/test/resources/strongroom/cli");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("files")
    void a_session_prints_what_its_transcript_says(String file) throws IOException {
        List<String> expected = Files.readAllLines(FILES.resolve(file));

        List<String> played;
        try (Session session = new Session(directory)) {
            played = Transcript.played(expected, session);
        }

        if (Boolean.getBoolean("transcripts.write")) {
            Files.write(FILES.resolve(file), played);
        } else {
            assertThat(String.join("\n", played)).isEqualTo(String.join("\n", expected));
        }
    }

    @Test
    void a_transcript_that_says_something_else_is_noticed() {
        List<String> wrong = List.of("$ version", "strongroom 0.0", "exit 7", "", "# another", "$ version");

        List<String> played;
        try (Session session = new Session(directory)) {
            played = Transcript.played(wrong, session);
        }

        assertThat(played)
                .containsExactly(
                        "$ version", "strongroom development", "", "# another", "$ version", "strongroom development");
    }

    @Test
    void words_are_split_as_a_shell_does() {
        assertThat(Transcript.words("account add 'A B' --tag=\"c d\"  x"))
                .containsExactly("account", "add", "A B", "--tag=c d", "x");
        assertThat(Transcript.words("set ''")).containsExactly("set", "");
    }

    @Test
    void random_parts_have_names_that_a_command_can_use() {
        Placeholders placeholders = new Placeholders();
        String first = "00112233445566778899aabbccddeeff";
        String second = "ffeeddccbbaa99887766554433221100";

        String hidden = placeholders.hide(first + " " + second + " " + first + " abcd-efgh-jkmn-pqrs-tuvw-xyz2-3456");

        assertThat(hidden).isEqualTo("{id-1} {id-2} {id-1} {password-1}");
        assertThat(placeholders.reveal("backup show {id-2}")).isEqualTo("backup show " + second);
    }

    private static Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }
}

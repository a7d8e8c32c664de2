package strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.assembly.SetUp;
import strongroom.audit.Actor;
import strongroom.config.ConfigReader;
import strongroom.config.ConfigSources;
import strongroom.message.Catalogue;

/** Which groups are asked for is a matter of chance, so no transcript can hold the answers. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class KeyConfirmTest {

    private static final Pattern QUESTION = Pattern.compile("groups ([1-8]) and ([1-8])");

    @TempDir
    private Path directory;

    private final Map<String, String> variables = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void setUp() throws IOException {
        Path data = directory.resolve("data");
        Path key = Files.createDirectory(directory.resolve("elsewhere")).resolve("key");
        variables.putAll(Map.of(
                "STRONGROOM_DATA", data.toString(),
                "STRONGROOM_KEY_FILE", key.toString(),
                "STRONGROOM_ARGON2_MEMORY", "7MiB",
                "STRONGROOM_ARGON2_ITERATIONS", "1",
                "STRONGROOM_STORAGE_MIN_FREE_DISK", "1MiB",
                "STRONGROOM_STORAGE_LOW_WATER_MARK", "1MiB"));
        new SetUp(
                        ConfigReader.read(new ConfigSources(null, variables, Map.of())),
                        new MovedClocks().clocks(),
                        new Actor.Server())
                .open(SetUp.hold(data, "test"), null)
                .store()
                .close();
    }

    @Test
    void with_the_key_elsewhere_and_a_confirmed_copy_everything_is_in_order() {
        assertThat(run("", "status")).isEqualTo(3);
        List<String> groups = exported();

        assertThat(run(() -> answer(groups, " "), false, "key", "confirm")).isZero();

        assertThat(run("", "status")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Everything is in order");
        assertThat(run("", "status", "--quiet")).isZero();
        assertThat(out.size()).isZero();
        assertThat(run("", "status", "--json")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\"state\" : \"ok\"", "\"problems\" : [ ]", "\"freeBytes\" : ", "\"retentionClock\" : 0");
    }

    @Test
    void the_two_groups_may_stand_on_two_lines_in_lower_case() {
        List<String> groups = exported();

        assertThat(run(() -> answer(groups, "\n").toLowerCase(java.util.Locale.ROOT), false, "key", "confirm"))
                .isZero();
    }

    @Test
    void groups_of_another_position_are_no_copy_of_this_key() {
        List<String> groups = exported();
        List<String> turned = new ArrayList<>(groups);
        java.util.Collections.rotate(turned, 1);

        assertThat(run(() -> answer(turned, " "), false, "key", "confirm")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("is not a copy of the key");
        assertThat(run("", "status")).isEqualTo(3);
    }

    @Test
    void nothing_typed_is_asked_once_of_a_pipe_and_three_times_of_a_person() {
        assertThat(run(() -> "", false, "key", "confirm")).isEqualTo(1);
        assertThat(questions()).isEqualTo(1);
        assertThat(run(() -> "", true, "key", "confirm")).isEqualTo(1);
        assertThat(questions()).isEqualTo(3);
    }

    private long questions() {
        return QUESTION.matcher(err.toString(StandardCharsets.UTF_8)).results().count();
    }

    private List<String> exported() {
        assertThat(run("", "key", "export")).isZero();
        List<String> groups = new ArrayList<>();
        out.toString(StandardCharsets.UTF_8)
                .lines()
                .skip(2)
                .limit(2)
                .forEach(line -> groups.addAll(List.of(line.split(" "))));
        assertThat(groups).hasSize(8);
        return groups;
    }

    private String answer(List<String> groups, String between) {
        Matcher question = QUESTION.matcher(err.toString(StandardCharsets.UTF_8));
        assertThat(question.find()).isTrue();
        return groups.get(Integer.parseInt(question.group(1)) - 1)
                + between
                + groups.get(Integer.parseInt(question.group(2)) - 1)
                + "\n";
    }

    private int run(String input, String... words) {
        return run(() -> input, false, words);
    }

    private int run(Supplier<String> input, boolean interactive, String... words) {
        out.reset();
        err.reset();
        Terminal terminal = new Terminal(
                new Asked(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                interactive,
                Catalogue.english());
        return new Main(terminal, variables, "operator", new MovedClocks().clocks()).run(words);
    }

    /** Somebody who types when the question stands there, not before. */
    private static final class Asked extends InputStream {

        private final Supplier<String> answer;
        private byte[] typed = {};
        private int next = -1;

        Asked(Supplier<String> answer) {
            this.answer = answer;
        }

        @Override
        public int read() {
            if (next < 0) {
                typed = answer.get().getBytes(StandardCharsets.UTF_8);
                next = 0;
            }
            return next < typed.length ? typed[next++] : -1;
        }

        @Override
        public int read(byte[] into, int from, int most) {
            int one = read();
            if (one < 0) {
                return -1;
            }
            into[from] = (byte) one;
            return 1;
        }
    }
}

package strongroom.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ReadmeTest {

    @Test
    void its_first_command_serves_and_its_second_tests() throws Exception {
        assertThat(command("1", "README.md")).isEqualTo("bin/strongroom serve\n");
        assertThat(command("2", "README.md")).isEqualTo("mvn verify\n");
    }

    @Test
    void a_block_of_two_commands_or_none_is_refused(@TempDir Path folder) throws Exception {
        Path readme = folder.resolve("README.md");
        Files.writeString(readme, "```sh\none\n```\n\n```sh\ntwo\nthree\n```\n");

        assertThat(command("1", readme.toString())).isEqualTo("one\n");
        assertThat(command("2", readme.toString())).isEqualTo("exit 1");
        assertThat(command("3", readme.toString())).isEqualTo("exit 1");
    }

    @Test
    void its_tree_names_every_package_in_under_twenty_lines() throws IOException {
        List<String> tree = Files.readAllLines(Path.of("README.md")).stream()
                .dropWhile(line -> !line.equals("## The tree"))
                .skip(2)
                .takeWhile(line -> line.startsWith("    "))
                .toList();
        Set<String> named = tree.stream()
                .flatMap(line -> Stream.of(line.strip().split(" {2,}", 2)[0].split(", ")))
                .collect(Collectors.toSet());

        assertThat(tree).hasSizeBetween(1, 19);
        assertThat(named).containsAll(packages());
    }

    private static Set<String> packages() {
        return MainClasses.ALL.stream()
                .map(PackageTable::slice)
                .filter(slice -> !slice.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String command(String number, String readme) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(".ci/readme-command", number, readme)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        int code = process.waitFor();
        return code == 0 ? out : "exit " + code;
    }
}

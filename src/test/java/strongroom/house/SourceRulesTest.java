package strongroom.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.house.SourceRules.SourceFile;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SourceRulesTest {

    private static final List<SourceFile> MAIN = SourceRules.read("src/main");
    private static final List<SourceFile> TESTS = SourceRules.read("src/test");

    @Test
    void the_sources_were_read() {
        assertThat(MAIN).extracting(SourceFile::path).contains(Path.of("src/main/java/strongroom/cli/Main.java"));
        assertThat(TESTS).hasSizeGreaterThan(5);
    }

    @Test
    void no_java_file_of_main_is_longer_than_a_sitting() {
        assertThat(SourceRules.tooLong(MAIN)).isEmpty();
    }

    @Test
    void a_file_that_is_too_long_is_found() {
        assertThat(SourceRules.tooLong(file("line\n".repeat(300)))).isEmpty();
        assertThat(SourceRules.tooLong(file("line\n".repeat(301)))).isEqualTo("Some.java: 301 lines");
    }

    @Test
    void nothing_waits_to_be_done() {
        assertThat(SourceRules.openTasks(MAIN)).isEmpty();
        assertThat(SourceRules.openTasks(TESTS)).isEmpty();
        assertThat(SourceRules.openTasks(SourceRules.read("bin", ".ci", "config", "docs")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"// TO_DO later", "// FIX_ME", "/* XX_X */"})
    void an_open_task_is_found_with_its_place(String line) {
        String task = line.replace("_", "");

        assertThat(SourceRules.openTasks(file("class A {\n" + task + "\n}"))).isEqualTo("Some.java:2: " + task);
    }

    @Test
    void an_open_task_with_its_issue_is_allowed() {
        assertThat(SourceRules.openTasks(file("// TO_DO(#12) mend".replace("_", ""))))
                .isEmpty();
    }

    @Test
    void no_test_is_switched_off() {
        assertThat(SourceRules.switchedOffTests(TESTS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@Dis_abled", "@Dis_abled(\"flaky\")", "@Dis_abledOnOs(LINUX)", "assumeTrue(fa_lse)"})
    void a_test_that_is_switched_off_is_found(String line) {
        assertThat(SourceRules.switchedOffTests(file(line.replace("_", "")))).isNotEmpty();
    }

    @Test
    void no_test_sleeps_without_a_reason() {
        assertThat(SourceRules.sleeps(TESTS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thread.sl_eep(100);",
                "TimeUnit.SECONDS.sl_eep(1);",
                "SECONDS.sl_eep(1);",
                "MILLISECONDS.sl_eep(1);",
                "LockSupport.park_Nanos(1);"
            })
    void a_sleep_is_found_unless_its_line_says_why(String line) {
        String sleep = line.replace("_", "");

        assertThat(SourceRules.sleeps(file(sleep))).isNotEmpty();
        assertThat(SourceRules.sleeps(file(sleep + " // real time: the kernel's timer is what is tested")))
                .isEmpty();
    }

    @Test
    void main_names_no_path_of_somebodys_machine() {
        assertThat(SourceRules.machinePaths(MAIN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"/home/jo/strongroom\"",
                "see /root/notes",
                "Path.of(\"/tmp/x\")",
                "\"/Users/jo/x\"",
                "(/home/x)"
            })
    void a_path_of_somebodys_machine_is_found(String line) {
        assertThat(SourceRules.machinePaths(file(line))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"/var/lib/strongroom\"", "https://example.org/home/", "/etc/strongroom.conf", "{base}/tmp/x"})
    void other_paths_are_not(String line) {
        assertThat(SourceRules.machinePaths(file(line))).isEmpty();
    }

    private static List<SourceFile> file(String text) {
        return List.of(new SourceFile(Path.of("Some.java"), text));
    }
}

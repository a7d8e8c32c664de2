package strongroom.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.launcher.LauncherFixture.Ran;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LauncherTest {

    @TempDir
    private Path folder;

    private LauncherFixture shell;

    @BeforeEach
    void makeCheckout() throws IOException {
        shell = new LauncherFixture(folder);
    }

    @Test
    void it_works_through_links_from_any_folder_and_stays_in_that_folder() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("some where"));
        Path direct = Files.createSymbolicLink(elsewhere.resolve("direct"), shell.launcher());
        Path indirect = Files.createSymbolicLink(elsewhere.resolve("strong room"), Path.of("direct"));
        shell.java(folder.resolve("jdk 25"), "pwd");

        Ran ran = LauncherFixture.finish(shell.start(elsewhere, List.of(indirect.toString())));

        assertThat(direct).isSymbolicLink();
        assertThat(ran.out()).isEqualTo(elsewhere + "\n");
        assertThat(shell.jar()).exists();
    }

    @Test
    void it_works_with_a_relative_path_and_a_shell_in_front() throws Exception {
        Ran ran = LauncherFixture.finish(shell.start(shell.bin(), List.of("/bin/sh", "strongroom", "version")));

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).endsWith(shell.jar() + "\nversion\n");
    }

    @Test
    void standard_input_and_the_exit_code_belong_to_the_command() throws Exception {
        LauncherFixture.script(shell.path().resolve("mvn"), LauncherFixture.BUILDS + "cat\n");
        shell.java(folder.resolve("jdk 25"), "cat; exit 4");

        Process process = shell.start("account", "add");
        process.getOutputStream().write("a password\n".getBytes(UTF_8));
        Ran ran = LauncherFixture.finish(process);

        assertThat(ran.out()).isEqualTo("a password\n");
        assertThat(ran.code()).isEqualTo(4);
    }

    @Test
    void what_the_command_writes_is_for_its_owner_alone() throws Exception {
        shell.java(folder.resolve("jdk 25"), "umask");

        Ran ran = shell.run();

        assertThat(ran.out()).isEqualTo("0077\n");
    }

    @Test
    void an_installed_copy_needs_neither_sources_nor_maven_nor_a_compiler() throws Exception {
        Path installed = Files.createDirectories(folder.resolve("installed/bin"));
        Files.copy(shell.launcher(), installed.resolve("strongroom"));
        Path jar = Files.createDirectories(folder.resolve("installed/lib")).resolve("strongroom.jar");
        Files.writeString(jar, "jar");
        Files.delete(shell.path().resolve("mvn"));
        shell.set("STRONGROOM_JDK_DIRS", shell.jre("jre", "26-ea").toString());

        Ran ran = LauncherFixture.finish(
                shell.start(folder, List.of(installed.resolve("strongroom").toString(), "version")));

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).endsWith(jar + "\nversion\n");
    }

    @Test
    void a_launcher_alone_says_what_is_missing() throws Exception {
        Path alone = Files.createDirectories(folder.resolve("alone/bin")).resolve("strongroom");
        Files.copy(shell.launcher(), alone);

        Ran ran = LauncherFixture.finish(shell.start(folder, List.of(alone.toString())));

        assertThat(ran)
                .isEqualTo(new Ran(
                        1,
                        "",
                        "strongroom: there is no strongroom.jar beside " + alone
                                + ", and no sources to build it from\n"));
    }

    @Test
    void without_a_jdk_it_says_so_in_one_line() throws Exception {
        shell.set("STRONGROOM_JDK_DIRS", folder.resolve("nothing").toString());
        shell.set("JAVA_HOME", shell.jdk("jdk 24", "24.0.2").toString());

        Ran ran = shell.run("serve");

        assertThat(ran)
                .isEqualTo(new Ran(
                        1,
                        "",
                        "strongroom: no JDK 25 or newer found; install one (Temurin 25, for example) or set JAVA_HOME to"
                                + " it\n"));
        assertThat(shell.builds()).isEmpty();
    }

    @Test
    void java_without_a_compiler_does_not_do_for_a_checkout() throws Exception {
        shell.set("STRONGROOM_JDK_DIRS", shell.jre("jre", "25.0.3").toString());

        Ran ran = shell.run("serve");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).startsWith("strongroom: no JDK 25 or newer found");
    }

    @Test
    void java_home_wins_if_it_is_new_enough() throws Exception {
        Path mine = shell.jdk("mine", "27");
        shell.java(mine, "echo mine");
        shell.set("JAVA_HOME", mine.toString());

        Ran ran = shell.run();

        assertThat(ran.out()).isEqualTo("mine\n");
    }

    @Test
    void the_java_on_the_path_is_followed_to_its_home_and_asked_where_no_file_names_its_version() throws Exception {
        Path mine = shell.jdk("mine", "0");
        Files.delete(mine.resolve("release"));
        shell.java(mine, """
                [ "$1" = -version ] && { echo 'openjdk version "25.0.3" 2026-04-21' >&2; exit; }
                echo mine
                """);
        Files.createSymbolicLink(shell.path().resolve("java"), mine.resolve("bin/java"));

        Ran ran = shell.run();

        assertThat(ran.out()).isEqualTo("mine\n");
    }

    @Test
    void signals_reach_java_because_it_takes_the_place_of_the_launcher() throws Exception {
        shell.run();
        shell.java(
                folder.resolve("jdk 25"),
                "trap 'echo stopping; exit 7' TERM; echo ready; while :; do sleep 0.02; done");
        Process process = shell.start("serve");
        assertThat(LauncherFixture.nextOutput(process)).isEqualTo("ready");

        process.toHandle().destroy();

        assertThat(LauncherFixture.nextOutput(process)).isEqualTo("stopping");
        assertThat(process.waitFor()).isEqualTo(7);
    }

    @Test
    void heap_and_further_flags_come_from_the_environment() throws Exception {
        assertThat(shell.run().out()).contains("-Xmx256m\n", "-XX:+UseSerialGC\n");

        shell.set("STRONGROOM_HEAP", "128m");
        shell.set("STRONGROOM_JAVA_OPTS", "-Da=1  -Db=*");
        Ran ran = shell.run("serve");

        assertThat(ran.out()).contains("-Xmx128m\n", "-Da=1\n-Db=*\n-jar\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lots", "128 m", "-1m", "m", "128mb"})
    void a_heap_that_is_no_size_is_refused(String heap) throws Exception {
        shell.set("STRONGROOM_HEAP", heap);

        Ran ran = shell.run("serve");

        assertThat(ran)
                .isEqualTo(new Ran(
                        1, "", "strongroom: STRONGROOM_HEAP is to be a size like 256m or 1g, not '" + heap + "'\n"));
    }

    @Test
    void a_real_java_takes_all_the_flags_without_a_warning() throws Exception {
        shell.set("STRONGROOM_JDK_DIRS", System.getProperty("java.home"));
        shell.set("STRONGROOM_JAVA_OPTS", "--version");

        Ran ran = shell.run();

        assertThat(ran.code()).isZero();
        assertThat(ran.err().lines()).singleElement().asString().startsWith("strongroom: building");
        assertThat(ran.out()).contains(System.getProperty("java.version"));
    }
}

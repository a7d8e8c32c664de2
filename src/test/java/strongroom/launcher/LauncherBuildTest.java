package strongroom.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
final class LauncherBuildTest {

    @TempDir
    private Path folder;

    private LauncherFixture shell;

    @BeforeEach
    void makeCheckout() throws IOException {
        shell = new LauncherFixture(folder);
    }

    @Test
    void the_first_use_builds_without_tests_and_formatter_and_then_runs() throws Exception {
        Ran ran = shell.run("status", "--json", "two words");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).endsWith("-jar\n" + shell.jar() + "\nstatus\n--json\ntwo words\n");
        assertThat(ran.err())
                .isEqualTo("strongroom: building, which takes a few minutes the first time (log: "
                        + shell.checkout().resolve("target/run/build.log") + ")\n");
        assertThat(shell.builds())
                .containsExactly("JAVA_HOME=" + folder.resolve("jdk 25") + " mvn -q -B -f "
                        + shell.checkout().resolve("pom.xml") + " -P !format -Dmaven.test.skip=true package");
    }

    @Test
    void the_second_use_builds_nothing_and_says_nothing() throws Exception {
        shell.run();

        Ran second = shell.run("status");

        assertThat(second.err()).isEmpty();
        assertThat(shell.builds()).hasSize(1);
    }

    @Test
    void a_changed_source_a_removed_source_and_a_changed_pom_each_build_again() throws Exception {
        shell.run();
        shell.touchAfterJar(shell.source());
        shell.run();
        shell.touchAfterJar(shell.checkout().resolve("pom.xml"));
        shell.run();
        Files.delete(shell.source());
        shell.touchAfterJar(shell.sources());
        shell.run();

        assertThat(shell.builds()).hasSize(4);
    }

    @Test
    void a_source_changed_during_the_build_is_not_missed() throws Exception {
        LauncherFixture.script(
                shell.path().resolve("mvn"), LauncherFixture.BUILDS + "echo >>'" + shell.source() + "'\n");

        shell.run();
        shell.run();

        assertThat(shell.builds()).hasSize(2);
    }

    @Test
    void a_new_jar_leaves_the_file_alone_that_a_running_server_has_open() throws Exception {
        shell.run();
        try (FileChannel open = FileChannel.open(shell.jar())) {
            byte[] before = Files.readAllBytes(shell.jar());

            shell.touchAfterJar(shell.source());
            shell.run();

            byte[] still = new byte[(int) open.size()];
            open.read(ByteBuffer.wrap(still), 0);
            assertThat(still).isEqualTo(before);
            assertThat(shell.jar()).isRegularFile().isNotEmptyFile();
            assertThat(Files.readAllBytes(shell.jar())).isNotEqualTo(before);
        }
    }

    @Test
    void without_maven_it_says_so_in_one_line_and_leaves_nothing() throws Exception {
        Files.delete(shell.path().resolve("mvn"));

        Ran ran = shell.run("serve");

        assertThat(ran)
                .isEqualTo(new Ran(
                        1,
                        "",
                        "strongroom: Maven is needed to build Strongroom and there is no mvn on the PATH; install Maven"
                                + " 3.8 or newer\n"));
        assertThat(shell.checkout().resolve("target")).doesNotExist();
    }

    @Test
    void a_failed_build_names_its_log_and_keeps_the_old_jar() throws Exception {
        shell.run();
        byte[] before = Files.readAllBytes(shell.jar());
        shell.touchAfterJar(shell.source());
        LauncherFixture.script(shell.path().resolve("mvn"), "echo '[ERROR] no such symbol'; exit 1");
        Path log = shell.checkout().resolve("target/run/build.log");

        Ran ran = shell.run("serve");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).endsWith("strongroom: the build failed, see " + log + "\n");
        assertThat(log).hasContent("[ERROR] no such symbol");
        assertThat(shell.jar()).hasBinaryContent(before);
        assertThat(leftovers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void two_launchers_build_once(boolean withFlock) throws Exception {
        useFlock(withFlock);
        shell.holdBuilds();

        Process first = shell.start("serve");
        assertThat(LauncherFixture.nextError(first)).startsWith("strongroom: building");
        Process second = shell.start("status");
        assertThat(LauncherFixture.nextError(second)).isEqualTo("strongroom: waiting for another build");
        shell.releaseBuilds();

        assertThat(LauncherFixture.finish(first).out()).endsWith("serve\n");
        assertThat(LauncherFixture.finish(second).out()).endsWith("status\n");
        assertThat(shell.builds()).hasSize(1);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void the_lock_of_a_process_that_is_gone_is_broken() throws Exception {
        useFlock(false);
        Process gone = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
        gone.waitFor();
        Files.createDirectories(shell.jar().getParent());
        Files.createSymbolicLink(shell.jar().resolveSibling("lock.pid"), Path.of(Long.toString(gone.pid())));

        Ran ran = shell.run("serve");

        assertThat(ran.code()).isZero();
        assertThat(leftovers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_launcher_stopped_while_it_builds_stops_maven_and_lets_the_next_one_build(boolean withFlock)
            throws Exception {
        useFlock(withFlock);
        shell.holdBuilds();
        Process stopped = shell.start("serve");
        assertThat(LauncherFixture.nextError(stopped)).startsWith("strongroom: building");
        ProcessHandle maven = awaitChild(stopped);

        stopped.toHandle().destroy();
        Ran ran = LauncherFixture.finish(stopped);

        assertThat(ran.code()).isEqualTo(143);
        assertThat(maven.onExit().get().isAlive()).isFalse();
        assertThat(leftovers()).isEmpty();
        shell.releaseBuilds();
        assertThat(shell.run("serve").out()).endsWith("serve\n");
    }

    private void useFlock(boolean use) throws IOException {
        Path flock = shell.path().resolve("flock");
        if (!use) {
            Files.deleteIfExists(flock);
        }
        assertThat(Files.exists(flock)).isEqualTo(use);
    }

    /** Whatever a build left behind beside its jar, its log and the file that {@code flock} needs. */
    private List<String> leftovers() throws IOException {
        try (var files = Files.list(shell.jar().getParent())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name ->
                            !List.of("strongroom.jar", "build.log", "lock").contains(name))
                    .toList();
        }
    }

    private static ProcessHandle awaitChild(Process process) {
        while (process.isAlive()) {
            var child = process.children().findAny();
            if (child.isPresent()) {
                return child.get();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("the launcher ended without a build");
    }
}

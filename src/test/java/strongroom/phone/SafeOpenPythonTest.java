package strongroom.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.phone.SafeBackup.Contents;

/** An independent implementation reads what we write; without Python it is skipped on a laptop and fails in CI. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SafeOpenPythonTest {

    private static final Path SCRIPT = Path.of("src/test/python/safe_open.py");

    @TempDir
    Path directory;

    @BeforeEach
    void needs_python() {
        boolean isInCi = "true".equals(System.getenv("CI"));
        assumeTrue(isInCi || hasPython(), "python3 is not installed");
    }

    @Test
    void python_opens_a_backup_of_ours_byte_for_byte() throws Exception {
        Phone.Owner owner = new Phone.Owner(new ThreemaId("ECHOECHO"), "sh\u00F6\u00F6t \u20AC \uD83D\uDD11");
        SafeBackup backup = new AndroidPhone(AndroidPhone.Version.V6_2).makeUp(new Contents(100, true), new Random(5));
        byte[] blob = new SafeBox(owner.key()).seal(backup, new Random(6)).bytes();

        Outcome outcome = open(owner, blob);

        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(HexFormat.of().parseHex(outcome.outputHex())).isEqualTo(backup.json());
    }

    @Test
    void python_does_not_open_it_with_another_password() throws Exception {
        SafeBackup backup = Objects.requireNonNull(SafeBackup.parse("{}".getBytes(StandardCharsets.UTF_8)));
        SafeKey key = SafeKey.derive(new ThreemaId("ECHOECHO"), "shootdeathstar");
        byte[] blob = new SafeBox(key).seal(backup, new Random(6)).bytes();

        Outcome outcome = open(new Phone.Owner(new ThreemaId("ECHOECHO"), "other"), blob);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.outputHex()).isEmpty();
        assertThat(outcome.errors()).contains("wrong identity or password");
    }

    /** Without this the independent implementation would only be known to agree with ours. */
    @Test
    void python_itself_opens_the_vector_of_nacl() throws Exception {
        Properties vector = Vectors.properties("secretbox.properties");

        Outcome outcome = run(
                SCRIPT.toString(),
                "--secretbox",
                vector.getProperty("key"),
                vector.getProperty("nonce"),
                vector.getProperty("box"));

        String printed = new String(HexFormat.of().parseHex(outcome.outputHex()), StandardCharsets.US_ASCII);
        assertThat(printed.strip()).isEqualTo(vector.getProperty("plain"));
    }

    private record Outcome(int exitCode, String outputHex, String errors) {}

    private Outcome open(Phone.Owner owner, byte[] blob) throws Exception {
        Path password = Files.writeString(directory.resolve("password"), owner.password());
        Path file = Files.write(directory.resolve("blob"), blob);
        return run(SCRIPT.toString(), owner.identity().value(), password.toString(), file.toString());
    }

    private Outcome run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("python3"));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out");
        Path errors = directory.resolve("errors");
        Process python = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(
                python.exitValue(), HexFormat.of().formatHex(Files.readAllBytes(out)), Files.readString(errors));
    }

    private static boolean hasPython() {
        try {
            return new ProcessBuilder("python3", "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
